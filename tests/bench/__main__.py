"""`make bench`: every figure of the product, as tables."""

from tests.bench import calls, load


def main() -> None:
    calls.main()
    load.main()


if __name__ == "__main__":
    main()
