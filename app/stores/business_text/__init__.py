"""The description of a business as text: the one place where it is parsed, checked and made a `Business`.

Decision: the same pydantic model reads a YAML file and the `definition` column, so a business has one form outside the
core. Holidays are named by region in the description and computed when it becomes a `Business`, for the years around
that day; they are never stored, so a longer horizon or a new law needs no migration. Absences may count weeks from the
day of creation, which is what an example needs; `dated` makes days of them before anything is stored. What cannot be
read is refused here, by its field; what can be read and makes no sense is named by `app.domain.rules.validation`.
"""
