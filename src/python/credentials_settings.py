"""Which setting makes boto3 ask something for credentials, by botocore's own names of what gives them."""

import re

from botocore import exceptions

CONTAINER_URIS = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
CONTAINER_TOKENS = ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN")
OF_WEB_IDENTITY = {
    "web_identity_token_file": "AWS_WEB_IDENTITY_TOKEN_FILE",
    "role_arn": "AWS_ROLE_ARN",
    "role_session_name": "AWS_ROLE_SESSION_NAME",
}
OF_PARAMETERS = {"RoleArn": "role_arn", "RoleSessionName": "role_session_name"}
SERVICES = {"assume-role": "STS", "assume-role-with-web-identity": "STS", "sso": "SSO", "login": "SIGNIN"}
# botocore reads them before it asks any provider, or quotes them.
ADDRESSES = (
    *("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_EC2_METADATA_SERVICE_ENDPOINT"),
    *("AWS_METADATA_SERVICE_TIMEOUT", "AWS_METADATA_SERVICE_NUM_ATTEMPTS"),
    *("AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL_SIGNIN"),
    "AWS_ENDPOINT_URL",
)


class Profile:
    """The profile in force, and the names of its settings."""

    def __init__(self, name, keys=()):
        self.name = name
        self.keys = keys

    def find(self, *keys):
        """The first of these settings that the profile has, else the last of them."""
        key = next((key for key in keys if key in self.keys), keys[-1] if keys else None)
        return {"profile": self.name, "setting": key}


def find_setting(error, is_of_service, giver, profile, env):
    """`variable`, or `profile` and `setting`; None for what belongs to no provider.

    `is_of_service`: whether it is the fault of a service's address, not of what the service was sent.
    """
    if isinstance(error, (exceptions.NoRegionError, exceptions.InvalidRegionError)):
        return None
    if isinstance(error, exceptions.ProfileNotFound):
        return Profile(error.kwargs.get("profile", "")).find()
    quoted = next((name for name in ADDRESSES if env.get(name) and is_quoted(env[name], str(error))), None)
    if quoted:
        return {"variable": quoted}
    address = next(
        (name for name in (f"AWS_ENDPOINT_URL_{SERVICES.get(giver)}", "AWS_ENDPOINT_URL") if env.get(name)), None
    )
    if is_of_service and giver in SERVICES and address:
        return {"variable": address}
    return setting_of(giver, profile, env, error) if giver else None


def setting_of(giver, profile, env, error=None):
    """`variable`, or `profile` and `setting`, of what gives the credentials."""
    return OF_GIVERS.get(giver, find_profile)(error, profile, env)


def is_quoted(value, text):
    """Whether a text ends with a value, as botocore's do, or has it in quotes or before the possible ones."""
    return text.endswith(f": {value}") or f": '{value}'" in text or f" mode: {value} " in text


def find_profile(_error, profile, _env):
    return profile.find()


def find_environment(error, _profile, _env):
    missing = error.kwargs.get("cred_var") if isinstance(error, exceptions.PartialCredentialsError) else None
    return {"variable": missing or "AWS_CREDENTIAL_EXPIRATION"}


def find_container(error, _profile, env):
    uri = next((name for name in CONTAINER_URIS if name in env), CONTAINER_URIS[-1])
    token = next((name for name in CONTAINER_TOKENS if name in env), None)
    is_of_token = isinstance(error, UnicodeDecodeError) or "Auth token" in str(error)
    return {"variable": token if token and is_of_token else uri}


def find_web_identity(error, profile, env):
    file = OF_WEB_IDENTITY["web_identity_token_file"]
    key = "web_identity_token_file"
    code = error.response.get("Error", {}).get("Code", "") if isinstance(error, exceptions.ClientError) else ""
    parameter = (
        re.search(r"parameter:? \"?(\w+)", str(error)) if isinstance(error, exceptions.ParamValidationError) else None
    )
    if parameter:
        key = OF_PARAMETERS.get(parameter[1], key)
    elif isinstance(error, exceptions.InvalidConfigError) or (code and not re.search("Token|IDP", code)):
        key = "role_arn"
    return {"variable": OF_WEB_IDENTITY[key]} if file in env else profile.find(key)


def find_role(error, profile, _env):
    own = (
        exceptions.ClientError,
        exceptions.ParamValidationError,
        exceptions.ConnectionError,
        exceptions.HTTPClientError,
    )
    is_of_role = isinstance(error, own)
    return profile.find("role_arn") if is_of_role else profile.find("credential_source", "source_profile", "role_arn")


# Of others it is the profile.
OF_GIVERS = {
    "env": find_environment,
    "container-role": find_container,
    "iam-role": lambda _error, _profile, _env: {"variable": "AWS_EC2_METADATA_SERVICE_ENDPOINT"},
    "assume-role": find_role,
    "assume-role-with-web-identity": find_web_identity,
    "custom-process": lambda _error, profile, _env: profile.find("credential_process"),
    "sso": lambda _error, profile, _env: profile.find("sso_session", "sso_start_url"),
    "login": lambda _error, profile, _env: profile.find("login_session"),
    "boto-config": lambda _error, _profile, _env: {"variable": "BOTO_CONFIG"},
    "ec2-credentials-file": lambda _error, _profile, _env: {"variable": "AWS_CREDENTIAL_FILE"},
}
