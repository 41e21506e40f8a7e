import { describe, expect, it } from 'vitest'
import { parseEnvFile } from '../../src/dotenv/env-file.ts'
import { type ForeignFormat, recognizeFormat } from '../../src/dotenv/foreign-format.ts'

const formatOf = (text: string) => parseEnvFile({ path: '/x/.env', display: '.env', text }, () => undefined).foreign
const BASE64 = 'hQEMA5Zq8sN0xXb1AQf/Zm9v\nYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=\nQUJDRA==\n'

describe('a file that is no .env file', () => {
  it.each<[ForeignFormat, string]>([
    ['ansible-vault', '$ANSIBLE_VAULT;1.1;AES256\n62313365396662343061393464336163\n3834\n'],
    ['ansible-vault', '\ufeff$ANSIBLE_VAULT;1.2;AES256;dev\r\n6231\r\n'],
    ['age', `-----BEGIN AGE ENCRYPTED FILE-----\n${BASE64}-----END AGE ENCRYPTED FILE-----\n`],
    ['age', 'age-encryption.org/v1\n-> X25519 8bYw\nq1d\n--- abc\n'],
    ['pgp', `-----BEGIN PGP MESSAGE-----\n\n${BASE64}=aBcD\n-----END PGP MESSAGE-----\n`],
    ['git-lfs', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 126\n'],
    [
      'sops',
      '{\n\t"data": "ENC[AES256_GCM,data:abc=,iv:x=,tag:y==,type:str]",\n\t"sops": {\n\t\t"age": null\n\t}\n}\n',
    ],
    ['sops', '{"data":"ENC[AES256_GCM,data:a=,iv:b=,type:str]","sops":{}}'],
    ['sops', 'data: ENC[AES256_GCM,data:a,iv:b,type:str]\nsops:\n    kms: []\n'],
    ['openssl', `U2FsdGVkX1${BASE64}`],
    ['openssl', 'U2FsdGVkX1+vupppZksvRf5pq5g5XjFRlipRkwB0K1Y=\n'],
    ['dotenv-vault', '#/---- .env.vault ----/\nDOTENV_VAULT_DEVELOPMENT="abc="\nDOTENV_VAULT_CI="def="\n'],
    ['jwe', 'eyJhbGciOiJkaXIifQ..48V1_ALb6US04U3b.5eym8TW_c8SuK0lt.XFBoMYUZodetZdvT\n'],
    ['pem', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\n-----END PRIVATE KEY-----\n'],
    ['json', '{\n  "aws": {\n    "id": "x"\n  }\n}\n'],
    ['json', '{}\n'],
    ['json', '[{"name": "A", "value": "x"}]\n'],
    ['yaml', 'aws:\n  key: x\n  url: http://h/?a=b\n'],
    ['yaml', '---\n- a\n'],
    ['rtf', '{\\rtf1\\ansi MLFLOW\n}\n'],
    ['markup', '<!DOCTYPE html>\n<title>Sign in</title>\n'],
    ['markup', '<?xml version="1.0"?>\n<a/>\n'],
    ['powershell', '$env:LAB_KEY = "x"\n'],
    ['batch', '@set LAB=x\nset OTHER=y\n'],
    ['unknown', '404: Not Found\n'],
    ['unknown', 'see the password manager, entry 12\n'],
    ['unknown', 'QUtJQUlPU0ZPRE5ON0VYQU1QTEU\n'],
  ])('is known as %s: %j', (format, text) => {
    expect(formatOf(text)).toBe(format)
  })

  it.each<[ForeignFormat, string]>([
    ['git-crypt', '\0GITCRYPT\0\x8d\x01\xff'],
    ['pgp', '\x85\x01\x0c\x03\xde\xad'],
    ['pgp', '\x8c\x0d\x04\x09\x03\x02'],
    ['pgp', '\xc1\xc0\x4c\x03\x9a'],
    ['openssl', 'Salted__\x8a\x01'],
    ['age', 'age-encryption.org/v1\n-> X25519 8bYw\n\xff\xfe'],
    ['compressed', '\x1f\x8b\x08\0'],
    ['compressed', 'PK\x03\x04'],
    ['compressed', '\x28\xb5\x2f\xfd'],
  ])('is known by its first bytes as %s', (format, bytes) => {
    expect(recognizeFormat(bytes)).toBe(format)
  })
})

describe('an ordinary .env file', () => {
  it.each([
    '',
    '\n\n',
    '# only a comment\n',
    '\ufeff# only a comment\n',
    'A=1\n',
    'A=\n',
    "export A='1'\n",
    'A\nB_2\nsome.name\n',
    'Ä\na/b=x\n',
    'A="x"y\n',
    'A: x\nB: y\n',
    '"A"=x\n',
    'a[0]=x\n',
    'MLFLOW_AWS_ACCESS_KEY_ID\n',
    '# $ANSIBLE_VAULT;1.1 was here\nA=1\n',
    'PRIVATE="-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"\n',
    'some words\nA=1\n',
    '---\nA=1\n',
    'A=ENC[AES256_GCM,data:x=]\nsops_version=3.9.0\n',
    'DOTENV_VAULT=vlt_1\nA=1\nB=2\n',
    '[default]\naws_access_key_id = x\n',
  ])('is not taken for another format: %j', (text) => {
    expect(formatOf(text)).toBeNull()
  })
})
