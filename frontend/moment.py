"""The moment that was read in somebody's words, said back to them: "woensdag, 's middags"."""

from datetime import date, timedelta

from frontend.dates import day_in_words, weekday
from frontend.rhythm import in_a_list
from frontend.texts import say
from services.contracts.participation.search import When


def moment_in_words(when: When, today: date) -> str:
    said = [in_a_list([weekday(number) for number in when.weekdays])] if when.weekdays else []
    if when.first_day and when.last_day:
        said.append(days_in_words(when.first_day, when.last_day, today))
    if when.parts_of_day:
        said.append(in_a_list([say(f"search.in_the.{part}") for part in when.parts_of_day]))
    return ", ".join(said)


def days_in_words(first: date, last: date, today: date) -> str:
    days = [day_in_words(day, today) for day in dict.fromkeys((first, last))]
    if last > first + timedelta(days=1):
        return say("search.from_to", first=days[0], last=days[1])
    return in_a_list(days)
