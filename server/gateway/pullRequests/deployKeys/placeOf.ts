/** A repository at the GitHub that is set up here, as an address of SSH names it; `other`: why an address is none. */
export type Place =
  | { readonly owner: string; readonly repository: string; readonly host: string }
  | { readonly other: 'not_github' | 'not_ssh' }

/** No `..`: in the address of GitHub’s API it would lead to something else of the person’s, such as their account. */
const PART = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** `base_url`: of GitHub. Nobody is asked. */
export function placeOf(address: string, base_url: string): Place {
  const read = address.includes('://') ? fromUrl(address) : fromScp(address)
  if (read === null || read.hostname !== new URL(base_url).hostname) {
    return { other: 'not_github' }
  }
  const [owner = '', repository = '', ...rest] = read.path
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .split('/')
  if (!PART.test(owner) || !PART.test(repository) || rest.length > 0) {
    return { other: 'not_github' }
  }
  return read.isSsh ? { owner, repository, host: read.host } : { other: 'not_ssh' }
}

interface Read {
  readonly hostname: string
  /** With its port, where it names one. */
  readonly host: string
  readonly path: string
  readonly isSsh: boolean
}

function fromUrl(address: string): Read | null {
  const url = URL.canParse(address) ? new URL(address) : null
  return url === null
    ? null
    : { hostname: url.hostname, host: url.host, path: url.pathname.slice(1), isSsh: url.protocol === 'ssh:' }
}

/** Such as `git@github.com:owner/name.git`. */
function fromScp(address: string): Read | null {
  const at = address.indexOf(':')
  const hostname = address.slice(0, Math.max(0, at)).split('@').at(-1)?.toLowerCase() ?? ''
  return at < 1 ? null : { hostname, host: hostname, path: address.slice(at + 1), isSsh: true }
}
