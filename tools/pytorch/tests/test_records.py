import tempfile
import unittest
from pathlib import Path

from carot_twin.records import append_record, identity, read_records

RUN = {"method": "ft", "params": {}, "config": {"seed": 0}, "dataset": "d", "model": "m"}


class RecordsTest(unittest.TestCase):
    def test_a_line_cut_off_by_a_stop_is_passed_over_and_replaced(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out" / "runs.jsonl"
            self.assertEqual(read_records(path), [])
            append_record(path, {**RUN, "idAcc": 0.5})
            with open(path, "a") as file:
                file.write('{"method": "fl')
            self.assertEqual(len(read_records(path)), 1)
            append_record(path, {**RUN, "method": "flyp"})
            self.assertEqual([r["method"] for r in read_records(path)], ["ft", "flyp"])

    def test_results_are_no_part_of_what_a_run_is(self):
        self.assertEqual(identity(RUN), identity({**RUN, "idAcc": 0.5, "seconds": 3}))
        self.assertNotEqual(identity(RUN), identity({**RUN, "config": {"seed": 1}}))
