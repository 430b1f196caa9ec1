"""The command `dispositif`; also `python -m dispositif`."""

from dispositif.cli import main

if __name__ == "__main__":
    main()
