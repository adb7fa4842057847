"""Drives the KMS with the official Python SDK, unmodified. Arguments: endpoint, AK, SK, project. Prints JSON."""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.signer.algorithm import SigningAlgorithm
from huaweicloudsdkkms.v2 import (
    CreateDatakeyRequest,
    CreateDatakeyRequestBody,
    CreateKeyRequest,
    CreateKeyRequestBody,
    DecryptDataRequest,
    DecryptDataRequestBody,
    EncryptDataRequest,
    EncryptDataRequestBody,
    KmsClient,
    ListKeyDetailRequest,
    ListKeysRequest,
    ListKeysRequestBody,
    OperateKeyRequestBody,
)

endpoint, ak, sk, project_id = sys.argv[1:]


def client(algorithm=SigningAlgorithm.HMAC_SHA256, secret=sk):
    config = HttpConfig.get_default_config()
    config.signing_algorithm = algorithm
    credentials = BasicCredentials(ak, secret, project_id)
    return KmsClient.new_builder().with_http_config(config).with_credentials(credentials).with_endpoint(endpoint).build()


def use(kms, alias):
    created = kms.create_key(CreateKeyRequest(body=CreateKeyRequestBody(key_alias=alias, key_description="Schlüssel für 日本")))
    key_id = created.key_info.key_id
    detail = kms.list_key_detail(ListKeyDetailRequest(body=OperateKeyRequestBody(key_id=key_id)))
    encrypted = kms.encrypt_data(EncryptDataRequest(body=EncryptDataRequestBody(key_id=key_id, plain_text="grüße")))
    decrypted = kms.decrypt_data(DecryptDataRequest(body=DecryptDataRequestBody(cipher_text=encrypted.cipher_text)))
    data_key = kms.create_datakey(CreateDatakeyRequest(body=CreateDatakeyRequestBody(key_id=key_id, datakey_length="256")))
    listed = kms.list_keys(ListKeysRequest(body=ListKeysRequestBody(limit="1000")))
    return {
        "description": detail.key_info.key_description,
        "decrypted": decrypted.plain_text,
        "data_key_digits": len(data_key.plain_text),
        "listed": key_id in listed.keys,
    }


def refusal(kms):
    try:
        kms.list_keys(ListKeysRequest(body=ListKeysRequestBody()))
        return None
    except ClientRequestException as error:
        return {"status": error.status_code, "code": error.error_code, "request_id": bool(error.request_id)}


def found_project():
    credentials = BasicCredentials(ak, sk).with_iam_endpoint(endpoint)
    region = Region("local-1", endpoint)
    kms = KmsClient.new_builder().with_credentials(credentials).with_region(region).build()
    return len(kms.list_keys(ListKeysRequest(body=ListKeysRequestBody())).keys) > 0


print(
    json.dumps(
        {
            "algorithms": {
                algorithm.name: use(client(algorithm), "python-%s" % algorithm.name) for algorithm in SigningAlgorithm
            },
            "refusal": refusal(client(secret="wrong")),
            "found_project": found_project(),
        }
    )
)
