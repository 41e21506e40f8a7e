"""What the doctor reads from AWS's names, and from the texts of its refusals.

PYTHONPATH names src/python. The texts are those of AWS's documentation.
"""

import os
import sys
import unittest

sys.path[:0] = [os.path.join(path, "doctor") for path in os.environ["PYTHONPATH"].split(os.pathsep)]

import aws_names  # noqa: E402
import refusal  # noqa: E402

USER = "User: arn:aws:iam::123456789012:user/me is not authorized to perform: "


class Refusal(unittest.TestCase):
    def test_names_the_action_and_the_resource(self):
        text = f'{USER}s3:PutObject on resource: "arn:aws:s3:::lab/x y" because no identity-based policy allows it'
        self.assertEqual(refusal.read(text), {"action": "s3:PutObject", "resource": "arn:aws:s3:::lab/x"})

    def test_names_the_policy_that_denies(self):
        for kind in ("resource-based", "identity-based", "service control", "VPC endpoint", "permissions boundary"):
            text = f"{USER}s3:PutObject on resource: arn:aws:s3:::lab/x with an explicit deny in a {kind} policy"
            self.assertEqual(refusal.read(text)["deny"], kind)

    def test_names_the_key_of_kms(self):
        key = "arn:aws:kms:eu-central-1:123456789012:key/1"
        text = f"{USER}kms:GenerateDataKey on resource: {key} because no resource-based policy allows it"
        self.assertEqual(refusal.read(text), {"action": "kms:GenerateDataKey", "resource": key})

    def test_knows_the_keys_of_another_store(self):
        text = "Credential access key has length 20, should be 32"
        self.assertEqual(refusal.read(text), {"isOfKeyForm": True})

    def test_reads_nothing_from_other_texts(self):
        for text in ("", "Access Denied", "not authorized to perform: everything", "arn:aws:s3:::lab"):
            self.assertEqual(refusal.read(text), {})


class Names(unittest.TestCase):
    def test_tell_aws_from_other_stores(self):
        for url in (
            "https://s3.amazonaws.com",
            "https://b.s3.eu-central-1.amazonaws.com",
            "https://s3.cn-north-1.amazonaws.com.cn",
            "https://sts.us-east-1.api.aws",
        ):
            self.assertTrue(aws_names.is_aws(url), url)
        for url in (
            "http://127.0.0.1:9000",
            "https://amazonaws.com.example.org",
            "https://notamazonaws.com",
            "",
            "http://[",
        ):
            self.assertFalse(aws_names.is_aws(url), url)

    def test_show_no_name_of_a_session(self):
        role = "arn:aws:sts::1:assumed-role/lab"
        self.assertEqual(aws_names.without_session(f"{role}/me@example.org"), f"{role}/…")
        self.assertEqual(
            aws_names.without_session("arn:aws:sts::1:federated-user/me"), "arn:aws:sts::1:federated-user/…"
        )
        user = "arn:aws:iam::1:user/path/mlflow"
        self.assertEqual(aws_names.without_session(user), user)


if __name__ == "__main__":
    unittest.main()
