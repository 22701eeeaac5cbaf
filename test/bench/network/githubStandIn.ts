import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { FakeGithub } from '#test/fakes/github/github.ts'

/** The account that signs in. */
export const ACCOUNT = 1

/** GitHub's stand-in in a process of its own, so that it and what is measured do not wait for each other. */
export interface GithubStandIn {
  /** Environment of a Homeport that signs in here. */
  readonly environment: Readonly<Record<string, string>>
  /** The person types the code in and approves. */
  approve(userCode: string): Promise<void>
  /** Who sits at the browser from now on. */
  visit(account: number): Promise<void>
  close(): Promise<void>
}

export async function startGithubStandIn(): Promise<GithubStandIn> {
  const child = fork(fileURLToPath(import.meta.url), ['serve'])
  const [environment] = (await once(child, 'message')) as [Record<string, string>]
  const tell = async (what: string | number): Promise<void> => {
    child.send(what)
    await once(child, 'message')
  }
  return {
    environment,
    approve: tell,
    visit: tell,
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

async function serve(): Promise<void> {
  const github = new FakeGithub()
  await github.start()
  github.addAccount(ACCOUNT, 'octocat')
  process.on('message', (said) => {
    if (typeof said === 'number') {
      github.addAccount(said, `person-${said}`)
      github.visitor = said
    } else {
      github.devices.settle(String(said), { account: ACCOUNT })
    }
    process.send?.('done')
  })
  process.on('disconnect', () => void github.close())
  process.send?.(github.environment)
}

if (process.argv[2] === 'serve') {
  await serve()
}
