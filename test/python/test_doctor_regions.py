"""Which regions regions.py takes for those of AWS, by lists such as botocore has."""

import unittest

import regions

REGIONS = {
    "aws": ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    "aws-cn": ["cn-north-1"],
}


class Session:
    def get_available_partitions(self):
        return list(REGIONS)

    def get_available_regions(self, _service, partition, allow_non_regional=False):
        return REGIONS[partition] + (["aws-global"] if allow_non_regional and partition == "aws" else [])


class Regions(unittest.TestCase):
    def test_those_of_every_partition_are_known(self):
        for region in (*REGIONS["aws"], "cn-north-1", "aws-global", "", None):
            self.assertIsNone(regions.explain(Session(), region), region)

    def test_a_slip_of_the_pen_has_near_matches(self):
        slips = {"eu-centrall-1": ["eu-central-1"], "us-est-1": ["us-east-1", "us-west-1"], "eu-wset-1": ["eu-west-1"]}
        for slip, meant in slips.items():
            self.assertEqual(regions.explain(Session(), slip), {"near": meant})

    def test_another_word_has_none(self):
        self.assertEqual(regions.explain(Session(), "frankfurt"), {"near": []})


if __name__ == "__main__":
    unittest.main()
