import { once } from 'node:events'
import { type Socket, createServer } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readClientHello } from '#server/gateway/remote/listener/clientHello.ts'

/** What a real TLS client sends first. */
async function helloWith(protocols: string[]): Promise<Buffer> {
  const server = createServer()
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const client = connect({ port, host: '127.0.0.1', ALPNProtocols: protocols, servername: 'home.example' })
  client.on('error', () => {})
  const [socket] = (await once(server, 'connection')) as [Socket]
  const [hello] = (await once(socket, 'data')) as [Buffer]
  client.destroy()
  socket.destroy()
  return hello
}

/** The same message in records of a few bytes each. */
function inRecords(hello: Buffer, size: number): Buffer {
  const message = hello.subarray(5)
  const records: Buffer[] = []
  for (let at = 0; at < message.length; at += size) {
    const part = message.subarray(at, at + size)
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 0xff]), part)
  }
  return Buffer.concat(records)
}

describe('the first words of a TLS client', () => {
  test('tell which protocols it offers, however they are cut', async () => {
    const hello = await helloWith(['acme-tls/1'])
    expect(readClientHello(hello)).toEqual({ kind: 'hello', protocols: ['acme-tls/1'] })
    expect(readClientHello(inRecords(hello, 40))).toEqual({ kind: 'hello', protocols: ['acme-tls/1'] })
    for (let length = 0; length < hello.length; length += 7) {
      expect(readClientHello(hello.subarray(0, length))).toEqual({ kind: 'incomplete' })
    }
    expect(readClientHello(await helloWith(['h2', 'http/1.1']))).toMatchObject({ protocols: ['h2', 'http/1.1'] })
    expect(readClientHello(await helloWith([]))).toEqual({ kind: 'hello', protocols: [] })
  })

  test('may be nonsense', async () => {
    const hello = await helloWith(['acme-tls/1'])
    const noHello = Buffer.from(hello)
    noHello[5] = 2
    const brokenLengths = Buffer.from(hello)
    brokenLengths.fill(0xff, 60, 120)
    for (const bytes of [noHello, brokenLengths, Buffer.from([22, 3, 1, 0, 0, 23, 3, 1, 0, 0])]) {
      expect(readClientHello(bytes).kind).toBe('other')
    }
  })
})
