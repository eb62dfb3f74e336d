"""`python -m sim` is `ruralbeds`."""

from sim.cli import main

if __name__ == "__main__":
    main()
