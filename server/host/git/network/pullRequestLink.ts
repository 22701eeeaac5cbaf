import type { RemoteAddress } from './remoteAddress.ts'

/** Where a pull request for a branch is made; null where nobody knows how. Pure: made from checked parts. */
export function pullRequestLink(
  { web_url, forge }: RemoteAddress,
  { branch, base }: { readonly branch: string; readonly base: string | null },
): string | null {
  if (web_url === null || branch === base) {
    return null
  }
  const head = inPath(branch)
  const range = base === null ? head : `${inPath(base)}...${head}`
  switch (forge) {
    case 'github':
      return `${web_url}/compare/${range}?expand=1`
    case 'gitlab':
      return `${web_url}/-/merge_requests/new?${new URLSearchParams({ 'merge_request[source_branch]': branch })}`
    case 'bitbucket':
      return `${web_url}/pull-requests/new?${new URLSearchParams({ source: branch, t: '1' })}`
    case 'gitea':
      return `${web_url}/compare/${base === null ? `main...${head}` : range}`
    case null:
      return null
  }
}

/** Slashes stay: branches have them, and so have the pages. */
function inPath(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/')
}

const MAX_READ = 64 * 1024

/** A link that the remote itself names after a push: `remote:   https://…`, if it is https and of its own host. */
export function linkFromRemote(message: string, host: string | null): string | null {
  const lines = message.slice(-MAX_READ).split(/[\r\n]/)
  for (const line of lines) {
    const [found] = /https:\/\/[\x21-\x7e]{1,1000}/.exec(line.startsWith('remote: ') ? line : '') ?? []
    const url = found !== undefined && URL.canParse(found) ? new URL(found) : null
    const isOfHost = url !== null && url.hostname === host && url.username === '' && url.password === ''
    if (isOfHost && /pull|merge_request|compare/.test(url.pathname)) {
      return url.href
    }
  }
  return null
}
