import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { McpServer, SessionSetup } from '#shared/session/setup.ts'
import { holdsSecret } from '../../information/shownVariables.ts'
import { assertRoomForVariables, assertVariableNames } from '../environment/variableNames.ts'

const MOST_SERVERS = 10
/** Together, as JSON: it goes into an argument, and Windows bounds all of them. */
const MOST_CHARACTERS = 8_000

const SERVER_NAME = /^[A-Za-z0-9][\w-]{0,63}$/
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]{1,100}$/
const REFERENCE = /\$\{([^}]{0,200})\}?/g

/**
 * The MCP servers of a session, before it gets them. Secrets are not in them but in the session's environment, which their
 * texts name as `${NAME}`: what is here stands in arguments, in the database and on the page. A text names no other variable
 * than the session's own, so that none reads what is the machine owner's.
 * @throws HomeportError WS_002 saying what is wrong with which server.
 */
export function assertServers(
  { mcp_servers: servers = {} }: SessionSetup,
  environment: readonly string[],
  actor: Pick<Actor, 'is_local_owner'>,
): void {
  const entries = Object.entries(servers)
  if (entries.length > MOST_SERVERS || JSON.stringify(servers).length > MOST_CHARACTERS) {
    throw refused(`A session has at most ${MOST_SERVERS} servers, of ${MOST_CHARACTERS} characters together.`)
  }
  for (const [name, server] of entries) {
    if (!SERVER_NAME.test(name)) {
      throw refused('The name of a server has letters, digits, _ and - (64 at most).')
    }
    const problem = problemOf(server, environment)
    if (problem !== null) {
      throw refused(`${name}: ${problem}`)
    }
    if (server.type === 'stdio') {
      const names = Object.keys(server.env ?? {})
      assertRoomForVariables(names)
      assertVariableNames(names, actor)
    }
  }
}

function problemOf(server: McpServer, environment: readonly string[]): string | null {
  const named = Object.entries((server.type === 'stdio' ? server.env : server.headers) ?? {})
  const plain = server.type === 'stdio' ? [server.command, ...(server.args ?? [])] : [server.url]
  const texts = [...plain, ...named.map(([, value]) => value)]
  if (texts.some((text) => /[\p{Cc}\p{Cf}]/u.test(text))) {
    return 'There is a character in it that nobody sees. Write it without control characters.'
  }
  const strange = texts
    .flatMap((text) => [...text.matchAll(REFERENCE)])
    .find(([, name = '']) => !environment.includes(name))
  if (strange !== undefined) {
    return `${strange[0]} is no variable of this session. Set it in the session's environment first; others are not handed over.`
  }
  if (named.some(([name, value]) => isSecret(name, value)) || plain.some((text) => isSecret('', text))) {
    return 'There seems to be a secret in it. Set it as a variable of the session, and write ${NAME} here.'
  }
  return server.type === 'stdio' ? variablesProblem(named) : addressProblem(server.url, named)
}

/** What is left once variables are taken out: `Bearer ${TOKEN}` holds none. */
function isSecret(name: string, value: string): boolean {
  const left = value.replaceAll(REFERENCE, '').trim()
  const isPlain = /^(?:|Bearer|Basic|Token|token)$/.test(left)
  return !isPlain && holdsSecret(name, left)
}

function variablesProblem(named: readonly (readonly [string, string])[]): string | null {
  const odd = named.find(([name]) => !/^[A-Za-z_]\w{0,99}$/.test(name))
  return odd === undefined ? null : `${odd[0]} is no name of a variable.`
}

function addressProblem(address: string, headers: readonly (readonly [string, string])[]): string | null {
  // A variable may stand for any part but what comes first.
  const url = URL.parse(address.replaceAll(REFERENCE, 'x'))
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return 'url: An address begins with https:// or http:// and holds no user and no password.'
  }
  const odd = headers.find(([name]) => !HEADER_NAME.test(name))
  return odd === undefined ? null : `${odd[0]} is no name of a header.`
}

function refused(why: string): HomeportError {
  return new HomeportError('WS_002', `mcp_servers: ${why} Nothing was changed.`)
}
