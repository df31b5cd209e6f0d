import math
import unittest

from carot_twin.table import table


def record(value: float) -> dict:
    names = ("idAcc", "oodAcc", "idEce", "oodEce", "idEceTs", "oodEceTs", "temperature")
    return {name: value for name in names}


class TableTest(unittest.TestCase):
    def test_rows_are_methods_and_cells_three_decimals(self):
        head, one, two = table([("FT", [record(0.5)]), ("FLYP", [record(0.25)])]).split("\n")
        self.assertEqual(head.split()[:3], ["method", "ID", "acc"])
        self.assertEqual(one.split(), ["FT", *["0.500"] * 7])
        self.assertEqual(two.split(), ["FLYP", *["0.250"] * 7])
        self.assertEqual(len(one), len(head))

    def test_several_seeds_have_a_spread(self):
        row = table([("FT", [record(0.5), record(0.7)])]).split("\n")[1]
        self.assertEqual(row.split()[1:4], ["0.600", "±", "0.141"])

    def test_the_middle_goes_up_as_in_the_lab(self):
        row = table([("FT", [record(0.0625)])]).split("\n")[1]
        self.assertIn("0.063", row)

    def test_no_data_is_a_dash(self):
        self.assertIn("–", table([("FT", [record(math.nan)])]))
