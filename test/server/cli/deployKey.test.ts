import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FakeGithub } from '#test/fakes/github/github.ts'
import { startServer } from '#test/support/server/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A server with GitHub set up, and what an SSH connection to it reaches: a repository of this machine. */
async function world() {
  const github = new FakeGithub({ interval: 0 })
  await github.start()
  onTestFinished(() => github.close())
  github.addAccount(1, 'octocat')
  const elsewhere = temporaryFolder()
  const bare = path.join(elsewhere, 'api.git')
  const work = path.join(elsewhere, 'work')
  mkdirSync(work)
  const git = (...args: string[]) => execFileSync('git', ['-C', work, ...args], { stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('-c', 'user.name=O', '-c', 'user.email=o@example.org', 'commit', '-q', '--allow-empty', '-m', 'Begin')
  git('clone', '-q', '--bare', '.', bare)
  const ssh = path.join(elsewhere, 'ssh.sh')
  writeFileSync(ssh, `#!/bin/sh\nexec git-upload-pack '${bare}'\n`)
  chmodSync(ssh, 0o755)
  const { HOMEPORT_GITHUB_BASE_URL = '', HOMEPORT_GITHUB_API_URL = '' } = github.environment
  const env = { HOMEPORT_GITHUB_BASE_URL, HOMEPORT_GITHUB_API_URL, GIT_SSH_COMMAND: ssh, GIT_SSH_VARIANT: 'simple' }
  const server = await startServer({ env })
  onTestFinished(() => server.close())
  expect((await server.homeport('github', '--client-id', 'Iv1.homeport')).code).toBe(0)
  return { github, server }
}

test('a deploy key is added, listed and removed; what GitHub keeps is said, and leaves the list by --forget', async () => {
  const { github, server } = await world()
  const homeport = (...args: string[]) => server.homeport('credential', ...args)
  expect((await homeport('deployed')).stdout).toBe('No session has a deploy key at GitHub.\n')
  const name = new URL(github.url).hostname
  const started = await server.homeport('worktree', 'clone', `git@${name}:me/api.git`, '--json')
  const { id } = JSON.parse(started.stdout) as { id: string }
  await expect
    .poll(async () => (await server.homeport('git', 'log', id)).stdout, { timeout: 60_000 })
    .toContain('Begin')
  const refused = await homeport('deploy', id)
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was added.') })
  const { program } = server
  const { grant_id, user_code } = await program.call<Record<string, string>>('POST', '/api/github/grant', {})
  github.devices.settle(user_code ?? '', { account: 1 })
  await program.call('POST', '/api/github/grant/poll', { grant_id })
  const added = 'Added to me/api: it may push, and goes with the session.\n'
  expect(await homeport('deploy', id, '--may-push')).toMatchObject({ code: 0, stdout: added })
  expect(github.repositories.keys).toMatchObject([{ read_only: false }])
  expect((await homeport('deployed')).stdout).toBe(`${id}  me/api  may push\n`)
  github.repositories.trouble = { at: '/keys', status: 403 }
  expect(await homeport('undeploy', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('still at GitHub') })
  expect((await homeport('deployed')).stdout).toContain('still there (')
  expect(await homeport('undeploy', id, '--forget')).toMatchObject({ code: 0 })
  github.repositories.trouble = null
  const again = JSON.parse((await homeport('deploy', id, '--json')).stdout) as object
  expect(again).toMatchObject({ session_id: id, may_push: false, state: 'there' })
  expect(await homeport('undeploy', id)).toMatchObject({ code: 0, stdout: 'The deploy key is gone at GitHub.\n' })
  expect(await homeport('undeploy', id)).toMatchObject({ code: 1 })
})
