import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { requestGithub } from '#server/gateway/auth/github/githubHttp.ts'
import { startConnectProxy } from '#test/fakes/connectProxy.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('GitHub is asked through the proxy of the environment, a server on this machine is not', async () => {
  const server = createServer((request, response) => response.end(`${request.headers['user-agent']} ${request.url}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const proxy = await startConnectProxy(port)
  vi.stubEnv('http_proxy', proxy.url)
  vi.stubEnv('no_proxy', '')

  expect((await requestGithub(`http://localhost:${port}/near`, {})).text).toBe('homeport /near')
  expect(proxy.asked).toEqual([])
  expect((await requestGithub('http://github.company.example/far', {})).text).toBe('homeport /far')
  expect(proxy.asked).toEqual(['github.company.example:80'])
})
