import type { GitForge } from '#shared/operations/gitRemote.ts'

/** What the address of a remote says; whoever writes in the repository wrote it. */
export interface RemoteAddress {
  /** As it may be shown: no password, one line. */
  readonly shown: string
  readonly host: string | null
  readonly forge: GitForge | null
  /** The page of the repository: https, from checked parts alone; null: none that can be told. */
  readonly web_url: string | null
}

const MAX_ADDRESS = 2_000
const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/
const SEGMENT = /^[\w.~+-]{1,100}$/

/** Where SSH has another host than the pages. */
const WEB_HOSTS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
}

/** The one name of a host that has several. */
export function hostName(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '')
  return WEB_HOSTS[name] ?? name
}

/** Every name that leads to the host. */
export function namesOf(host: string): readonly string[] {
  const name = hostName(host)
  return [name, ...Object.keys(WEB_HOSTS).filter((other) => WEB_HOSTS[other] === name)]
}

/** Reads `https://`, `ssh://` and `git@host:path`. Anything else, such as a folder, has no page. */
export function readRemoteAddress(address: string): RemoteAddress {
  const shown = shownAddress(address)
  const parts = address.length > MAX_ADDRESS ? null : partsOf(address)
  if (parts === null) {
    return { shown, host: null, forge: null, web_url: null }
  }
  const host = hostName(parts.host)
  if (!HOST.test(host)) {
    return { shown, host: null, forge: null, web_url: null }
  }
  const segments = segmentsOf(parts.path)
  const isRepository = segments.length > 1 && segments.every((one) => SEGMENT.test(one) && one !== '.' && one !== '..')
  // Bitbucket’s own servers have their repositories below /scm, and pages elsewhere.
  const isPage = isRepository && parts.isWeb && segments[0] !== 'scm'
  return {
    shown,
    host,
    forge: forgeOf(host),
    web_url: isPage ? `https://${host}${parts.port}/${segments.join('/')}` : null,
  }
}

/** Without the slashes around them, and without `.git`. */
function segmentsOf(path: string): string[] {
  const all = path.split('/')
  const [first, last] = [all.findIndex((one) => one !== ''), all.findLastIndex((one) => one !== '')]
  return all
    .slice(Math.max(first, 0), last + 1)
    .map((one, at) => (first + at === last ? one.replace(/\.git$/, '') : one))
}

interface Parts {
  readonly host: string
  /** With its colon, of https alone. */
  readonly port: string
  readonly path: string
  /** Not of http:// and git://, whose pages are not known to be https. */
  readonly isWeb: boolean
}

function partsOf(address: string): Parts | null {
  const url = /^([a-z][a-z0-9+.-]{0,20}):\/\/([^/?#]*)(\/[^?#]*)$/i.exec(address)
  if (url !== null) {
    return partsOfUrl({ kind: url[1]?.toLowerCase() ?? '', authority: url[2] ?? '', path: url[3] ?? '' })
  }
  const short = /^(?:[\w.+-]{1,100}@)?([\w.-]{2,253}):(?!\/\/)(.+)$/.exec(address)
  return short === null ? null : { host: short[1] ?? '', port: '', path: short[2] ?? '', isWeb: true }
}

const KINDS = ['https', 'http', 'ssh', 'git', 'git+ssh', 'ssh+git']

function partsOfUrl({ kind, authority, path }: Readonly<Record<'kind' | 'authority' | 'path', string>>): Parts | null {
  const named = /^(?:[^@]*@)?([^:@]+)(:\d{1,5})?$/.exec(authority)
  if (named === null || !KINDS.includes(kind)) {
    return null
  }
  const port = kind === 'https' ? (named[2] ?? '') : ''
  return { host: named[1] ?? '', port, path, isWeb: kind !== 'http' && kind !== 'git' }
}

const FORGES: readonly (readonly [label: RegExp, GitForge])[] = [
  [/(?:^|[.-])github(?:[.-]|$)/, 'github'],
  [/(?:^|[.-])gitlab(?:[.-]|$)/, 'gitlab'],
  [/(?:^|[.-])bitbucket(?:[.-]|$)/, 'bitbucket'],
  [/(?:^|[.-])(?:gitea|forgejo|codeberg)(?:[.-]|$)/, 'gitea'],
]

/** By the host’s name alone: nobody is asked. */
function forgeOf(host: string): GitForge | null {
  return FORGES.find(([pattern]) => pattern.test(host))?.[1] ?? null
}

function shownAddress(address: string): string {
  return (
    address
      // oxlint-disable-next-line no-control-regex -- these are what must not reach a page
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
      .slice(0, MAX_ADDRESS)
      .replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/@]*@/i, (_all, scheme: string) => scheme)
  )
}
