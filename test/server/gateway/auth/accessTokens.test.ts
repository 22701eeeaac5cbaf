import { createPublicKey } from 'node:crypto'
import { SignJWT, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import { type Clock, steadyCalendar } from '#server/platform/clock.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createAccessTokens } from '#server/gateway/auth/credentials/accessTokens.ts'
import { createSigningKeys } from '#server/gateway/auth/credentials/signingKeys.ts'
import { createSigningKeyStore } from '#server/gateway/auth/store/signingKeys.ts'
import { BrokenVault } from '#test/fakes/brokenVault.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { type TestGateway, startTestGateway } from '#test/support/gateway/gateway.ts'
import { foreignRs256, forgeJwt, hs256, readJwt, unsigned } from '#test/support/gateway/jwt.ts'
import { openSocket } from '#test/support/gateway/socket.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

async function verdict({ ask, wsUrl }: TestGateway, token: string): Promise<readonly [number, string, string]> {
  const answer = await ask('GET', '/api/user/profile', { token })
  const socket = await openSocket(wsUrl)
  const reply = await socket.ask('auth', { data: { token } })
  return [
    answer.status,
    (answer.body as { error: { code: string } }).error.code,
    String((reply.data['details'] as Record<string, unknown>)['reason']),
  ]
}

test('an access token is RS256, names its key, and tells nothing of roles', async () => {
  const { ask, signIn } = await startTestGateway()
  const { token } = await signIn()
  const { header, claims } = readJwt(token)
  const { keys } = (await ask('GET', '/.well-known/jwks.json')).body as { keys: Record<string, string>[] }
  expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: keys[0]?.['kid'] })
  expect(Object.keys(claims).toSorted()).toEqual(['aud', 'boot', 'exp', 'iat', 'iss', 'sid', 'sub'])
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(900)
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
})

test('forged tokens open nothing, neither a request nor a socket', async () => {
  const gateway = await startTestGateway()
  const { token } = await gateway.signIn()
  const { header, claims } = readJwt(token)
  const { keys } = (await gateway.ask('GET', '/.well-known/jwks.json')).body as { keys: Record<string, string>[] }
  const pem = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const foreign = foreignRs256()
  const [head = '', body = '', signature = ''] = token.split('.')
  const forged = {
    'without a signature': forgeJwt({ ...header, alg: 'none' }, claims, unsigned),
    'without an algorithm but signed': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.${signature}`,
    'HS256 with the public key': forgeJwt({ ...header, alg: 'HS256' }, claims, hs256(String(pem))),
    'HS256 with the modulus': forgeJwt({ ...header, alg: 'HS256' }, claims, hs256(String(keys[0]?.['n']))),
    'by another key under our kid': forgeJwt(header, claims, foreign),
    'by another key under its own kid': forgeJwt({ ...header, kid: 'mine' }, claims, foreign),
    'by a key that comes along': forgeJwt({ ...header, jwk: keys[0] }, claims, foreign),
    'without a kid': forgeJwt({ alg: 'RS256', typ: 'at+jwt' }, claims, foreign),
    'with changed claims': `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'other' })).toString('base64url')}.${signature}`,
    'cut short': token.slice(0, -10),
    'no token at all': 'a.b.c',
  }
  for (const [what, value] of Object.entries(forged)) {
    expect([what, ...(await verdict(gateway, value))]).toEqual([what, 401, 'AUTH_003', 'AUTH_003'])
  }
})

async function keysOn(clock: FakeClock, vault: Vault, file = `${temporaryFolder()}/homeport.db`) {
  const database = openHomeportDb(file)
  const keys = createSigningKeys({ clock, vault, store: createSigningKeyStore(database) })
  return { keys, tokens: createAccessTokens({ clock, steady: steadyCalendar(clock), keys }), file, database }
}

const subject = { user_id: 'u', sign_in_id: 's' }

test('our own signature is not enough: issuer, audience, type, end and sign-in must be right', async () => {
  const clock = new FakeClock()
  const { keys, tokens } = await keysOn(clock, new MemoryVault())
  const { key, kid } = await keys.current()
  const now = Math.floor(clock.now() / 1000)
  const good = { iss: 'homeport', aud: 'homeport-api', sub: 'u', sid: 's', boot: now - 1, iat: now, exp: now + 60 }
  const sign = (claims: object, header: object = {}) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid, ...header }).sign(key)
  expect(await tokens.verify(await sign(good))).toMatchObject(subject)
  const { exp: _exp, ...endless } = good
  const { sid: _sid, ...nobody } = good
  const { boot: _boot, ...timeless } = good
  const wrong = [
    [{ ...good, aud: 'elsewhere' }, {}],
    [{ ...good, iss: 'elsewhere' }, {}],
    [{ ...good, sid: 7 }, {}],
    [{ ...good, nbf: now + 30 }, {}],
    [endless, {}],
    [nobody, {}],
    [good, { typ: 'JWT' }],
  ] as const
  for (const [claims, header] of wrong) {
    await expect(tokens.verify(await sign(claims, header))).rejects.toMatchObject({ code: 'AUTH_003' })
  }
  await expect(tokens.verify(await sign({ ...good, exp: now }))).rejects.toMatchObject({ code: 'AUTH_002' })
  // Of a version before: its program is to refresh it, not to give up.
  await expect(tokens.verify(await sign(timeless))).rejects.toMatchObject({ code: 'AUTH_002' })
  const other = await generateKeyPair('PS256')
  const ps256 = await new SignJWT(good).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid }).sign(other.privateKey)
  await expect(tokens.verify(ps256)).rejects.toMatchObject({ code: 'AUTH_003' })
})

test('the key changes after thirty days, and what the old one signed stays good to its end', async () => {
  const clock = new FakeClock()
  const { keys, tokens } = await keysOn(clock, new MemoryVault())
  const first = await keys.current()
  clock.pass(30 * DAY - 1000)
  const last = await tokens.issue(subject)
  clock.pass(1000)
  const second = await keys.current()
  expect(second.kid).not.toBe(first.kid)
  expect((await keys.published()).map(({ kid }) => kid)).toEqual([second.kid, first.kid])
  clock.pass(14 * MINUTE)
  expect(await tokens.verify(last)).toMatchObject(subject)
  clock.pass(10 * MINUTE)
  expect((await keys.published()).map(({ kid }) => kid)).toEqual([second.kid])
  expect(await keys.publicKey(first.kid)).toBeNull()
})

test('a token lasts its fifteen minutes, whatever the calendar is set to meanwhile, and a night asleep ends it', async () => {
  const clock = new FakeClock()
  const { tokens } = await keysOn(clock, new MemoryVault())
  const token = await tokens.issue(subject)
  for (const jump of [DAY, -2 * DAY, DAY - 60 * MINUTE, 2 * 60 * MINUTE]) {
    clock.jump(jump)
    clock.pass(MINUTE)
    const { expires_at } = await tokens.verify(token)
    expect(expires_at - clock.now()).toBeGreaterThan(10 * MINUTE)
  }
  clock.jump(-DAY)
  clock.pass(11 * MINUTE)
  await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'AUTH_002' })
})

test('a token from before the clock was set and the gateway started again is over for good, whatever the calendar says later', async () => {
  const clock = new FakeClock()
  const { keys } = await keysOn(clock, new MemoryVault())
  const restarted = () => createAccessTokens({ clock, steady: steadyCalendar(clock), keys })
  for (const jump of [-60 * MINUTE, 5 * MINUTE, -DAY]) {
    const token = await restarted().issue(subject)
    expect(await restarted().verify(token)).toMatchObject(subject)
    clock.jump(jump)
    const after = restarted()
    for (const wait of [0, 10 * MINUTE, 50 * MINUTE, 5 * MINUTE, DAY - 65 * MINUTE]) {
      clock.pass(wait)
      await expect(after.verify(token)).rejects.toMatchObject({ code: 'AUTH_002' })
    }
    expect(await after.verify(await after.issue(subject))).toMatchObject(subject)
  }
})

test('a token of before the machine started again is over', async () => {
  const clock = new FakeClock()
  const { keys, tokens } = await keysOn(clock, new MemoryVault())
  clock.pass(30 * DAY)
  const token = await tokens.issue(subject)
  clock.pass(2 * MINUTE)
  const { now, timestamp, monotonic } = clock
  const again: Clock = { now, timestamp, monotonic, uptime: () => MINUTE }
  const restarted = createAccessTokens({ clock: again, steady: steadyCalendar(again), keys })
  await expect(restarted.verify(token)).rejects.toMatchObject({ code: 'AUTH_002' })
})

test('the key rests in the vault, not in the database, and is used again after a restart', async () => {
  const [clock, vault] = [new FakeClock(), new MemoryVault()]
  const before = await keysOn(clock, vault)
  const { kid } = await before.keys.current()
  const kept = JSON.parse((await vault.get('signing_key')) ?? '{}') as { jwk: Record<string, string> }
  expect(kept.jwk['d']).toMatch(/^[\w-]{300,}$/)
  expect(before.database.serialize().toString('latin1')).not.toContain(kept.jwk['d'])
  before.database.close()
  const after = await keysOn(clock, vault, before.file)
  expect((await after.keys.current()).kid).toBe(kid)
})

test('without a usable vault people still sign in, and their tokens outlive a restart', async () => {
  const clock = new FakeClock()
  const before = await keysOn(clock, new BrokenVault())
  const token = await before.tokens.issue(subject)
  before.database.close()
  const after = await keysOn(clock, new BrokenVault(), before.file)
  await after.keys.current()
  clock.pass(14 * MINUTE)
  expect(await after.tokens.verify(token)).toMatchObject(subject)
})

test('many sign-ins at the first moment make one key', async () => {
  const { keys } = await keysOn(new FakeClock(), new MemoryVault())
  const made = await Promise.all(Array.from({ length: 20 }, () => keys.current()))
  expect(new Set(made.map(({ kid }) => kid)).size).toBe(1)
})

test('what a socket sends right behind its sign-in is answered in order', async () => {
  const { signIn, wsUrl } = await startTestGateway()
  const { token } = await signIn()
  const socket = await openSocket(wsUrl)
  socket.send({ type: 'auth', id: 'a', data: { token } })
  for (const id of ['b', 'c', 'd']) {
    socket.send({ type: 'ping', id })
  }
  await socket.next((frame) => frame.reply_to === 'd')
  expect(socket.frames.map((frame) => frame.reply_to)).toEqual(['a', 'b', 'c', 'd'])
})
