import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { configureLogging } from '#server/platform/log/log.ts'
import { openDnsAnswers } from '#server/gateway/tls/acme/dnsAnswers.ts'
import type { ChallengeAnswers } from '#server/gateway/tls/acme/challenge.ts'
import { openHttpAnswers } from '#server/gateway/tls/acme/httpAnswers.ts'
import { orderCertificate, termsOf } from '#server/gateway/tls/acme/orderCertificate.ts'
import { startConnectProxy } from '#test/fakes/connectProxy.ts'
import { FAR_NAME, type Pebble, hasPrograms, startPebble } from '#test/support/gateway/pebble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

configureLogging({ level: 'silent' })

const steps: string[] = []

async function order(pebble: Pebble, answers: ChallengeAnswers, signal = new AbortController().signal) {
  const { crypto } = await import('acme-client')
  steps.length = 0
  const wanted = { ...pebble, email: 'owner@home.example', names: ['home.example', 'box.home.example'] }
  const accountKey = String(await crypto.createPrivateEcdsaKey())
  try {
    return await orderCertificate(wanted, { accountKey, answers, report: (step) => steps.push(step), signal })
  } finally {
    await answers.close()
  }
}

/** The owner's hook: writes what it is asked, and sets records at the test's name server. */
function writeHook(folder: string, pebble: Pebble): string {
  const hook = path.join(folder, 'hook.mjs')
  const lines = [
    `#!${process.execPath}`,
    `import { appendFileSync } from 'node:fs'`,
    `const [verb, name, value] = process.argv.slice(2)`,
    `appendFileSync(${JSON.stringify(path.join(folder, 'asked'))}, process.argv.slice(2).join(' ') + '\\n')`,
    `const body = JSON.stringify({ host: name + '.', value })`,
    `const answer = await fetch('${pebble.dnsUrl}/' + (verb === 'set' ? 'set-txt' : 'clear-txt'), { method: 'POST', body })`,
    `process.exit(answer.ok ? 0 : 1)`,
  ]
  writeFileSync(hook, lines.join('\n'), { mode: 0o700 })
  return hook
}

describe.skipIf(!hasPrograms('pebble', 'pebble-challtestsrv'))('a certificate of a real ACME authority', () => {
  test('by HTTP-01, on a port that is closed again afterwards', async () => {
    const pebble = await startPebble()
    const place = { bind: '127.0.0.1', port: pebble.httpPort }
    const pair = await order(pebble, await openHttpAnswers(place))
    const certificate = new X509Certificate(pair.cert)
    expect(certificate.subjectAltName).toBe('DNS:home.example, DNS:box.home.example')
    expect(steps).toContain('Proving that home.example leads here…')
    // Nobody has the port any more.
    await (await openHttpAnswers(place)).close()
  })

  test('is asked for through the proxy, unless the authority runs on this machine', async () => {
    const pebble = await startPebble()
    const { port } = new URL(pebble.directory_url)
    const proxy = await startConnectProxy(Number(port))
    vi.stubEnv('HTTPS_PROXY', proxy.url)
    await termsOf(pebble)
    expect(proxy.asked).toEqual([])
    await termsOf({ ...pebble, directory_url: `https://${FAR_NAME}:${port}/dir` })
    expect(new Set(proxy.asked)).toEqual(new Set([`${FAR_NAME}:${port}`]))
    vi.unstubAllEnvs()
  })

  test('by DNS-01, through the owner’s hook, which takes the record away too', async () => {
    const pebble = await startPebble()
    const folder = temporaryFolder()
    const pair = await order(pebble, openDnsAnswers(writeHook(folder, pebble)))
    expect(new X509Certificate(pair.cert).subjectAltName).toContain('home.example')
    const asked = readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n')
    const calls = asked.map((line) => line.split(' ').slice(0, 2).join(' '))
    // Which name comes first is the authority's choice.
    expect(calls.toSorted()).toEqual([
      'remove _acme-challenge.box.home.example',
      'remove _acme-challenge.home.example',
      'set _acme-challenge.box.home.example',
      'set _acme-challenge.home.example',
    ])
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['set', 'remove', 'set', 'remove'])
  })

  test('is refused in the authority’s words when the name does not lead here', async () => {
    const pebble = await startPebble()
    const elsewhere = await openHttpAnswers({ bind: '127.0.0.1', port: 0 })
    await expect(order(pebble, elsewhere)).rejects.toThrow(/refused|connection/i)
  })

  test('whose terms can be read before they are agreed to', async () => {
    expect(await termsOf(await startPebble())).toMatch(/^data:|^https?:/)
  })

  test('is not waited for when it is not wanted any more', async () => {
    const pebble = await startPebble()
    const stop = new AbortController()
    const slow: ChallengeAnswers = {
      ...openDnsAnswers('/nowhere'),
      present: async () => {
        stop.abort(new Error('switched off'))
        await new Promise(() => {})
      },
    }
    await expect(order(pebble, slow, stop.signal)).rejects.toThrow('switched off')
  })
})
