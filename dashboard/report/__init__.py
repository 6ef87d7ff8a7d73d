"""The tertial report: two pages and a workbook of what the screens say, read without the tool."""
