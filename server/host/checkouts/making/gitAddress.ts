import { HomeportError } from '#shared/errors.ts'

/** Where a repository is cloned from, as Git may be given it. */
export interface GitAddress {
  readonly url: string
  /** In lower case; null: a folder of this machine. */
  readonly host: string | null
  readonly protocol: 'https' | 'ssh' | 'file'
  /** What a folder of it is called. */
  readonly name: string
}

const HTTPS =
  /^https:\/\/([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(\/[^?#]+)$/
const SSH =
  /^ssh:\/\/(?:[A-Za-z0-9_][\w.-]{0,63}@)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(\/[^?#]+)$/
const SCP =
  /^[A-Za-z0-9_][\w.-]{0,63}@([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]):(?![-:])(.+)$/
const FILE = /^file:\/\/(\/.+)$/

/**
 * Reads an address that a person gave. Every other way of Git to a repository (`ext::`, other helpers, plain HTTP, paths) is
 * refused, and so is what would be an option or holds a secret. `mayBeHere`: `file:` is allowed, too.
 * @throws HomeportError HTTP_002 with what is wrong.
 */
export function readGitAddress(given: string, { mayBeHere }: { readonly mayBeHere: boolean }): GitAddress {
  const url = given.trim()
  if (url.startsWith('-') || /[\p{Cc}\p{Z}\\]/u.test(url)) {
    throw wrong('It begins with a dash, or holds a blank, a backslash or a control character.')
  }
  if (/^[a-z]+:\/\/[^/@]*@/i.test(url) && !/^ssh:\/\/[^/@:]*@/i.test(url)) {
    throw wrong('It holds a name or a password: keep those under Git credentials, not in the address.')
  }
  const https = HTTPS.exec(url)
  if (https !== null) {
    return addressOf('https', { url, host: https[1], path: https[2] })
  }
  const ssh = SSH.exec(url) ?? SCP.exec(url)
  if (ssh !== null) {
    return addressOf('ssh', { url, host: ssh[1], path: ssh[2] })
  }
  const file = mayBeHere ? FILE.exec(url) : null
  if (file !== null) {
    return addressOf('file', { url, host: undefined, path: file[1] })
  }
  throw wrong('Homeport clones https://…, ssh://… and git@host:path.')
}

function addressOf(
  protocol: GitAddress['protocol'],
  {
    url,
    host,
    path = '',
  }: { readonly url: string; readonly host: string | undefined; readonly path: string | undefined },
): GitAddress {
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  return { url, host: host?.toLowerCase() ?? null, protocol, name: folderName(last.replace(/\.git$/i, '')) }
}

/** What a folder can be called on every system. */
export function folderName(wanted: string): string {
  const plain = wanted
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 60)
  const name = withoutEnd(plain, '. -')
  return name === '' ? 'repository' : name
}

function withoutEnd(text: string, marks: string): string {
  let end = text.length
  while (end > 0 && marks.includes(text.charAt(end - 1))) {
    end -= 1
  }
  return text.slice(0, end)
}

function wrong(why: string): HomeportError {
  return new HomeportError('HTTP_002', `That is no address to clone from. ${why} No session was started.`)
}
