"""The workbook of tables, by the government's own library and its guidance on accessible spreadsheets."""

from nelscb.workbook.whole import write_workbook, write_workbook_of

__all__ = ["write_workbook", "write_workbook_of"]
