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
  // As gitleaks knows them (cmd/generate/config/rules), and values that begin as an example does.
  ['a signed token', 'a.ts', `const jwt = 'eyJ${mixed(30)}.eyJ${mixed(60)}.${mixed(43)}'`],
  ['a Linear key', 'a.ts', `lin_api_${mixed(40)}`],
  ['a Grafana token', 'a.ts', `glsa_${mixed(32)}_${hex(8)}`],
  ['a Shopify token', 'a.ts', `shpat_${hex(32)}`],
  ['a Databricks token', 'a.ts', `dapi${hex(32)}`],
  ['a Doppler token', 'a.ts', `dp.pt.${mixed(43)}`],
  ['a PlanetScale token', 'a.ts', `pscale_tkn_${mixed(43)}`],
  ['a Postman key', 'a.ts', `PMAK-${hex(24)}-${hex(34)}`],
  ['a RubyGems key', 'a.ts', `rubygems_${hex(48)}`],
  ['a Sentry token', 'a.ts', `sntrys_${mixed(80)}`],
  ['a Terraform token', 'a.ts', `${mixed(14)}.atlasv1.${mixed(67)}`],
  ['an Atlassian token', 'a.ts', `ATATT3${mixed(186)}`],
  ['a New Relic key', 'a.ts', `NRAK-${upper(27)}`],
  ['a Figma token', 'a.ts', `figd_${mixed(40)}`],
  ['a Groq key', 'a.ts', `gsk_${mixed(52)}`],
  ['an xAI key', 'a.ts', `xai-${mixed(80)}`],
  ['a Replicate token', 'a.ts', `r8_${mixed(37)}`],
  ['a Supabase token', 'a.ts', `sbp_${hex(40)}`],
  ['a Discord webhook', 'a.ts', `https://discord.com/api/webhooks/123456789012345678/${mixed(68)}`],
  ['a value of a secret', 'a.json', `"client_secret" : "${hex(64)}",`],
  ['a value of a secret', 'a.ts', `generic_api_token = "CLOJARS_${hex(60)}"`],
  ['a value of a secret', 'a.ts', `const encryptionKey = '${mixed(32)}'`],
  ['a value of a secret', 'a.ts', `'x-api-key': '${mixed(32)}'`],
  ['a value of a secret', 'a.ts', `const token = 'test_${mixed(32)}'`],
  ['a value of a secret', 'a.ts', `const token = 'testing${mixed(24)}'`],
  ['a value of a secret', 'a.ts', `const password = 'new${mixed(16)}'`],
  ['a value of a secret', 'a.yaml', `secret_access_key: /${mixed(39)}`],
  ['a value of a secret', 'a.ts', `const secret = '/${mixed(20)}/${mixed(18)}'`],
  ['a value of a secret', 'a.ts', `const password = '@dm1nP4ssw0rd9xK2'`],
  ['a value of a secret', 'a.ts', `const token = 'x${mixed(31)}'`],
  ['a value of a secret', 'a.ts', `const token = 'ref${mixed(24)}'`],
  ['a password in an address', 'a.ts', `redis://app:new${mixed(14)}@cache.example.org`],
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
  // Ordinary code that begins as a key might go on.
  ['a.ts', "const token = 'testTokenNumber1OfUser2'"],
  ['a.ts', "const password = 'test-password-2024-01'"],
  ['a.ts', "const password = 'newPassword123456'"],
  ['a.ts', "password: 'test1234test1234'"],
  ['a.ts', "const tokenPath = '/run/secrets/db_password_2'"],
  ['a.ts', "token: '/api/v2/tokens/refresh2'"],
  ['a.ts', `secretFile: '/var/lib/app/blobs/${hex(64)}'`],
  ['a.ts', "const passwordField = './components/PasswordField2.tsx'"],
  ['a.ts', "import { token } from '@scope/design-tokens-v2'"],
  ['a.ts', "const tokenType: 'new_token_type_2' = 'new_token_type_2'"],
  ['a.ts', "accessKey: 'replace-with-your-key-1'"],
  ['a.ts', "const apiKey = config.get('API_KEY_1')"],
  ['a.yaml', 'secretRef: my-service-credentials-2024'],
  ['a.yaml', 'token: vault:secret/data/app2#token'],
  ['a.tf', 'password = random_password.db2.result'],
  ['a.tf', 'client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.client-vpn-endpoint.id'],
  ['a.ts', "expect(token).toBe('changeme-please-123')"],
  ['a.ts', 'export const signingKeyId2 = keys.current.id'],
  ['go.sum', `golang.org/x/oauth2 v0.15.0 h1:${mixed(43)}=`],
  ['a.ts', 'const eyJump = eyJumpAnimation2.frames'],
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
