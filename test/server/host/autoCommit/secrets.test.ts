import { describe, expect, test } from 'vitest'
import { findSecrets, hasSecret } from '#server/host/autoCommit/looking/secrets.ts'

/** Letters and digits as a token has them, made here: none of these is anybody’s. */
const mixed = (length: number, of = 'aB3dE5gH7jK9mN2pQ4rS6tU8vW') =>
  of.repeat(Math.ceil(length / of.length)).slice(0, length)
const hex = (length: number) => mixed(length, '0f1e2d3c4b5a69788796a5b4c3d2e1f0')
const upper = (length: number) => mixed(length, 'A1B2C3D4E5F6G7H8')

const keyOf = (what: string) => `-----BEGIN ${what}-----\nabc`

const TRUE: readonly (readonly [kind: string, name: string, text: string])[] = [
  ['a private key', 'x.pem', keyOf('RSA PRIVATE KEY')],
  ['a private key', 'x', keyOf('OPENSSH PRIVATE KEY')],
  ['a private key', 'x', keyOf('EC PRIVATE KEY')],
  ['a private key', 'x', keyOf('PRIVATE KEY')],
  ['a private key', 'x.asc', keyOf('PGP PRIVATE KEY BLOCK')],
  ['a PuTTY key', 'x', 'PuTTY-User-Key-File-3: ssh-ed25519'],
  ['an AWS access key', 'a.ts', `const id = 'AKIA${upper(16)}'`],
  ['an AWS access key', 'a.ts', `ASIA${upper(16)}`],
  ['a GitHub token', 'a.ts', `fetch('https://ghp_${mixed(36)}@github.com')`],
  ['a GitHub token', 'a.ts', `gho_${mixed(36)}`],
  ['a GitHub token', 'a.ts', `github_pat_${mixed(82)}`],
  ['a GitLab token', 'a.ts', `glpat-${mixed(20)}`],
  ['a Slack token', 'a.ts', `xoxb-123456789012-${mixed(24)}`],
  ['a Slack webhook', 'a.ts', `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${mixed(24)}`],
  ['an Anthropic key', 'a.ts', `"sk-ant-api03-${mixed(60)}"`],
  ['an OpenAI key', 'a.ts', `sk-proj-${mixed(48)}`],
  ['an OpenAI key', 'a.ts', `sk-${mixed(48)}`],
  ['a Google API key', 'a.ts', `AIza${mixed(35)}`],
  ['a Google client secret', 'a.ts', `GOCSPX-${mixed(28)}`],
  ['a Stripe key', 'a.ts', `sk_live_${mixed(24)}`],
  ['a Stripe key', 'a.ts', `whsec_${mixed(32)}`],
  ['an npm token', '.npmrc', `//registry.example.org/:_authToken=${mixed(36)}`],
  ['an npm token', 'a.ts', `npm_${mixed(36)}`],
  ['a PyPI token', 'a.ts', `pypi-AgE${mixed(60)}`],
  ['a SendGrid key', 'a.ts', `SG.${mixed(22)}.${mixed(43)}`],
  ['a Twilio key', 'a.ts', `SK${hex(32)}`],
  ['a Docker token', 'a.ts', `dckr_pat_${mixed(27)}`],
  ['a Hugging Face token', 'a.ts', `hf_${mixed(34)}`],
  ['a DigitalOcean token', 'a.ts', `dop_v1_${hex(64)}`],
  ['a Telegram bot token', 'a.ts', `123456789:AA${mixed(33)}`],
  ['an age key', 'a.txt', `AGE-SECRET-KEY-1${upper(58)}`],
  ['a Vault token', 'a.ts', `hvs.${mixed(30)}`],
  ['an Azure storage key', 'a.ts', `AccountKey=${mixed(86)}==;`],
  ['a password in an address', 'a.ts', `postgres://app:${mixed(12)}@db.example.org/app`],
  ['a password in an address', 'a.ts', `https://olga:hunter2hunter@example.org`],
  ['a value of a secret', 'a.ts', `const apiKey = '${mixed(24)}'`],
  ['a value of a secret', 'a.py', `AWS_SECRET_ACCESS_KEY = "${mixed(40)}"`],
  ['a value of a secret', 'a.json', `{ "client_secret": "${mixed(32)}" }`],
  ['a value of a secret', 'deploy.yaml', `  password: ${mixed(16)}`],
  ['a value of a secret', 'a.sh', `export DB_PASSWORD=${mixed(16)}`],
  ['a value of a secret', 'prod.tfvars', `token = "${mixed(32)}"`],
  ['a file of secrets', '.env', 'A=1'],
  ['a file of secrets', 'app/.env.production', 'A=1'],
  ['a file of secrets', 'keys/id_ed25519', ''],
  ['a file of secrets', 'cert.p12', ''],
  ['a file of secrets', '.netrc', ''],
]

const FALSE: readonly (readonly [name: string, text: string])[] = [
  ['a.ts', 'const token = await readToken2FromHeader(request)'],
  ['a.ts', 'const password = form.get("password")'],
  ['a.ts', "token: 'your-token-goes-here-1234'"],
  ['a.ts', "const apiKey = process.env['API_KEY_2024_MAIN']"],
  ['a.ts', `const apiKey = 'example-${mixed(20)}'`],
  ['a.ts', 'if (tokenCount1 === maximumTokenCount2) {'],
  ['a.ts', 'passwordStrengthCalculator2000(input)'],
  ['a.yaml', 'password: ${{ secrets.DB_PASSWORD_2 }}'],
  ['a.yaml', 'secretName: my-app-tls-certificate-2024'],
  ['.npmrc', '//registry.example.org/:_authToken=${NPM_TOKEN_2024_MAIN}'],
  ['a.ts', 'postgres://user:${PASSWORD}@localhost/app'],
  ['a.md', 'https://user:password@example.org'],
  ['a.md', 'postgres://app:<password>@db'],
  ['package-lock.json', `"integrity": "sha512-${mixed(86)}=="`],
  ['a.ts', `const commit = '${hex(40)}'`],
  ['a.ts', '3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01'],
  ['a.pem', '-----BEGIN CERTIFICATE-----'],
  ['a.pub', '-----BEGIN PUBLIC KEY-----'],
  ['a.css', '.sk-circle-fade-dot-animation-wrapper-element-long { color: red }'],
  ['a.ts', 'sk-loading-placeholder-animated-shimmer-wide-row'],
  ['.env.example', 'API_KEY='],
  ['env.ts', 'A=1'],
  ['id_ed25519.pub', 'ssh-ed25519 AAAA olga'],
  ['a.ts', `data:image/png;base64,${mixed(400)}`],
  ['a.go', 'token := parser.NextToken2()'],
]

const found = async (path: string, text: string | Buffer, salt = 's') =>
  findSecrets({ path, content: Buffer.from(text as string), salt })

/** What is found in a text by somebody who allowed what was found in another one. */
const allowing = async (allowed: string, text: string, name = 'a.json') => {
  const allow = (await found(name, allowed)).map((one) => one.finding_id)
  expect(allow).not.toEqual([])
  const left = await findSecrets({ path: name, content: Buffer.from(text), salt: 's', allow })
  return left.map((one) => one.kind)
}

describe('the detector of secrets', () => {
  test.each(TRUE)('finds %s in %s: %s', async (kind, path, text) => {
    expect((await found(path, text)).map((one) => one.kind)).toEqual([kind])
  })

  test.each(FALSE)('finds none in %s: %s', async (path, text) => {
    expect(await found(path, text)).toEqual([])
  })

  test('says on which line, and the same text once; an id is another one in another project', async () => {
    const token = `ghp_${mixed(36)}`
    const [one, ...more] = await found('a.ts', `a\n\n${token}\n${token}\n`)
    expect([one?.line, more]).toEqual([3, []])
    expect((await found('b.ts', token))[0]?.finding_id).toBe(one?.finding_id)
    expect((await found('a.ts', token, 'other'))[0]?.finding_id).not.toBe(one?.finding_id)
  })

  test('finds one anywhere in a long line, in bytes that are no text, and in UTF-16', async () => {
    const token = `ghp_${mixed(36)}`
    for (const before of [3_390, 3_399, 3_990, 4_001, 50_000]) {
      expect(await found('a.min.js', `${' '.repeat(before)}${token};${' '.repeat(9_000)}`)).toHaveLength(1)
    }
    expect(await found('a.bin', Buffer.concat([Buffer.alloc(9_000), Buffer.from(token)]))).toHaveLength(1)
    const wide = Buffer.from(`\ufeffconst x = '${token}'`, 'utf16le')
    expect(await findSecrets({ path: 'a.ps1', content: wide, salt: 's' })).toHaveLength(1)
  })

  test('whoever allows one allows no other: not beside it, not after many, and no other key that begins alike', async () => {
    const token = `ghp_${mixed(36)}`
    const other = `ghp_${mixed(36, 'qW2eR4tY6uI8oP0aS1dF3gH5jK7lZ9')}`
    expect(await allowing(token, `["${token}","${other}"]`)).toEqual(['a GitHub token'])
    const value = `"password":"${mixed(16, 'z9Y8x7W6v5U4t3S2')}"`
    expect(await allowing(token, `{"a":"${token}",${value}}`)).toEqual(['a value of a secret'])
    const many = Array.from({ length: 60 }, (_, at) => `AKIA${upper(14)}${at + 10}`)
    expect(await allowing(many.slice(0, 50).join('\n'), [...many.slice(0, 50), token].join('\n'))).toEqual([
      'a GitHub token',
    ])
    expect(await allowing(`${keyOf('PRIVATE KEY')}1`, `${keyOf('PRIVATE KEY')}2`)).toEqual(['a private key'])
    expect(await allowing(`${keyOf('PRIVATE KEY')}1`, `${keyOf('PRIVATE KEY')}1`)).toEqual([])
  })

  test('one that stands for none hides none beside it', async () => {
    const value = mixed(24)
    expect(await found('a.json', `{"token":"your-token-goes-here","client_secret":"${value}"}`)).toHaveLength(1)
    expect(await found('a.txt', `p://a:example-1@h.example.org p://a:${value}@h.example.org`)).toHaveLength(1)
    expect(hasSecret(`password: placeholder-value secret: ${value}`)).toBe(true)
  })

  test('finds a value that is longer than what is looked at, and UTF-16 of the other order', async () => {
    expect(await found('a.json', `{"access_token":"eyJ${mixed(400)}"}`)).toHaveLength(1)
    const wide = Buffer.from(`\ufeffconst x = 'ghp_${mixed(36)}'`, 'utf16le').swap16()
    expect(await found('a.ps1', wide)).toHaveLength(1)
    expect(await found('a.ps1', wide.subarray(2))).toHaveLength(1)
    expect(
      await found('a.bin', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`ghp_${mixed(36)}`)])),
    ).toHaveLength(1)
  })

  test('lets others have their turn in a large file', async () => {
    let turns = 0
    const count = () => {
      turns += 1
      immediate = setImmediate(count)
    }
    let immediate = setImmediate(count)
    await found('a.txt', 'const token = "a";\n'.repeat(60_000))
    clearImmediate(immediate)
    expect(turns).toBeGreaterThan(20)
  })

  test('looks at one line as well', () => {
    expect([hasSecret(`use sk-ant-${mixed(40)}`), hasSecret('use the usual key')]).toEqual([true, false])
  })
})
