"""What is compared with what, and what issue 2 asks of the ratio."""

from benchmarks.contenders import BARE, DATASETTE, DJANGO, KNOWN, LIST_1, LIST_2, PGBENCH, PSYCOPG_1, PSYCOPG_2
from benchmarks.results import Comparison, Sample

LIST = "list of 20 activities with their place"
AGAIN = "304 on that list"
RATE = "requests/s"
CPU = "µs CPU a request, app + database"
APP_CPU = "µs CPU a request, app"


def rate(sample: Sample) -> float:
    return sample.rate


def cpu(sample: Sample) -> float:
    return sample.cpu


def app_cpu(sample: Sample) -> float:
    return sample.app_cpu


COMPARISONS = (
    Comparison(LIST, LIST_2, PGBENCH, RATE, rate, at_least=0.22),
    Comparison(LIST, LIST_2, DJANGO, CPU, cpu, at_most=0.20),
    Comparison(LIST, LIST_2, DJANGO, APP_CPU, app_cpu, at_most=0.20),
    Comparison(LIST, LIST_2, DJANGO, RATE, rate),
    Comparison(LIST, LIST_1, PSYCOPG_1, RATE, rate),
    Comparison(LIST, LIST_1, PSYCOPG_1, CPU, cpu),
    Comparison(LIST, LIST_2, PSYCOPG_2, RATE, rate),
    Comparison(LIST, LIST_2, PSYCOPG_2, CPU, cpu),
    Comparison(LIST, LIST_1, DATASETTE, RATE, rate),
    Comparison(LIST, LIST_1, DATASETTE, CPU, cpu),
    Comparison(AGAIN, KNOWN, BARE, RATE, rate, at_least=0.7),
    Comparison(AGAIN, KNOWN, BARE, APP_CPU, app_cpu),
)
