import { randomBytes } from 'node:crypto'
import { mainBinary } from '#server/platform/processes/mainBinary.ts'
import { socketPath } from '#server/platform/files/socketPath.ts'
import {
  type NetworkAccess,
  type NetworkCaller,
  NOBODYS_SSH,
  type SessionCredentials,
  type Standing,
} from '../network/gitAccess.ts'
import { hostName, namesOf } from '../network/remoteAddress.ts'
import type { Setting } from '../running/gitSettings.ts'
import type { GitSecret, GitSecrets } from './gitSecrets.ts'
import {
  HELPER_WORD,
  type HelperQuestion,
  QuestionReader,
  helperAnswer,
  helperCommand,
  quoted,
} from './helperProtocol.ts'
import { type PrivateSocket, listenPrivately } from './privateSocket.ts'
import { AgentConnection } from './sshAgent.ts'

export interface SessionCredentialsDeps {
  readonly secrets: Pick<GitSecrets, 'list' | 'value'>
  readonly dataDir: string
}

/**
 * Signs Git in with what a person keeps for a host, or a session was given for it: tokens by a credential helper, keys by an agent,
 * each on a socket of its own that is there for one call of Git and answers for that host alone. Where something is kept for the
 * host, the helpers of this machine have no part in that call: they would store what they see.
 */
export class StoredCredentials implements SessionCredentials {
  readonly #deps: SessionCredentialsDeps
  readonly #open = new Set<() => Promise<void>>()

  constructor(deps: SessionCredentialsDeps) {
    this.#deps = deps
  }

  async open(caller: NetworkCaller, host: string | null, standing: Standing = 'other'): Promise<NetworkAccess | null> {
    const mine = host === null ? [] : this.#deps.secrets.list(caller.user_id).filter((one) => isFor(one, caller, host))
    const tokens = mine.filter(({ kind }) => kind === 'token')
    const key = mine.find(({ kind }) => kind === 'key')
    if (tokens.length === 0 && key === undefined) {
      return null
    }
    const sockets: PrivateSocket[] = []
    const close = async () => {
      this.#open.delete(close)
      await Promise.all(sockets.splice(0).map((socket) => socket.close()))
    }
    this.#open.add(close)
    try {
      const helper = tokens.length === 0 ? NOTHING : await this.#helper(caller, tokens, sockets)
      const agent = key === undefined ? NOTHING : await this.#agent(caller, { key, standing }, sockets)
      return { env: { ...helper.env, ...agent.env }, settings: [...helper.settings, ...agent.settings], close }
    } catch (error) {
      await close()
      throw error
    }
  }

  /** Nothing is handed out any more. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((close) => close()))
  }

  async #helper(caller: NetworkCaller, tokens: readonly GitSecret[], sockets: PrivateSocket[]): Promise<Given> {
    const word = randomBytes(32).toString('base64url')
    const socket = await listenPrivately(this.#address(), (connection) => {
      const question = new QuestionReader(word)
      connection.on('data', (chunk) => {
        const asked = question.take(chunk)
        if (asked !== null) {
          connection.pause()
          void this.#answer(caller, tokens, asked).then((answer) => connection.end(answer))
        }
      })
    })
    sockets.push(socket)
    const command = helperCommand(mainBinary(process.execPath, process.platform), socket.address)
    return {
      env: { [HELPER_WORD]: word },
      settings: [
        ['credential.helper', ''],
        ['credential.helper', command],
      ],
    }
  }

  /** Empty where nothing may be said. The secret is read when it is asked for, and kept nowhere. */
  async #answer(
    { user_id }: NetworkCaller,
    tokens: readonly GitSecret[],
    asked: HelperQuestion | 'refused',
  ): Promise<string> {
    if (asked === 'refused' || asked.protocol !== 'https') {
      return ''
    }
    // What the session was given counts before what is kept for all.
    const fitting = tokens.filter(({ host }) => host === asked.host)
    const token = fitting.find(({ session_id }) => session_id !== null) ?? fitting[0]
    const value = token === undefined ? null : await this.#deps.secrets.value({ ...token, user_id }).catch(() => null)
    return token === undefined || value === null ? '' : helperAnswer({ username: token.username, token: value })
  }

  async #agent(
    { user_id }: NetworkCaller,
    { key, standing }: { readonly key: GitSecret; readonly standing: Standing },
    sockets: PrivateSocket[],
  ): Promise<Given> {
    const private_pem = await this.#deps.secrets.value({ ...key, user_id })
    if (private_pem === null) {
      return NOTHING
    }
    const socket = await listenPrivately(this.#address(), (connection) => {
      const agent = new AgentConnection({ private_pem, comment: 'homeport' })
      connection.on('data', (chunk) => {
        const answer = agent.take(chunk)
        if (answer === null) {
          connection.destroy()
        } else {
          connection.write(answer)
        }
      })
    })
    sockets.push(socket)
    return {
      env: { GIT_SSH_COMMAND: sshCommand(key.host, socket.address, standing), GIT_SSH_VARIANT: 'ssh' },
      settings: [],
    }
  }

  #address(): string {
    return socketPath(this.#deps.dataDir, `git-${randomBytes(6).toString('hex')}`)
  }
}

interface Given {
  readonly env: Readonly<Record<string, string>>
  readonly settings: readonly Setting[]
}

const NOTHING: Given = { env: {}, settings: [] }

function isFor({ host, session_id }: GitSecret, caller: NetworkCaller, wanted: string): boolean {
  return (session_id === null || session_id === caller.session_id) && hostName(withoutPort(host)) === hostName(wanted)
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}

/**
 * The agent for that host, by whichever of its names, and no key beside it. For any other host ssh as it is, which is the
 * machine's for its owner alone. Git gives it to a shell, with options, host and command.
 */
function sshCommand(host: string, agent: string, standing: Standing): string {
  const names = namesOf(withoutPort(host).replace(/^\[|\]$/g, '')).flatMap((name) => [name, `${name}.`])
  const patterns = names.flatMap((name) => [quoted(name), `*@${quoted(name)}`]).join('|')
  const options = `-o BatchMode=yes -o IdentityFile=none -o AddKeysToAgent=no -o IdentityAgent=${quoted(agent)}`
  const own = `exec ssh ${standing === 'owner' ? '' : '-F none '}${options} "$@"`
  const other = `exec ${standing === 'owner' ? 'ssh' : NOBODYS_SSH} "$@"`
  // A host is the same in capitals.
  const lower = `$(printf %s "$a" | tr A-Z a-z)`
  return `s() { for a in "$@"; do case "${lower}" in ${patterns}) ${own};; esac; done; ${other}; }; s`
}
