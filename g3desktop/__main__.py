"""`python -m g3desktop`."""

from g3desktop.cli import main

if __name__ == "__main__":
    main()
