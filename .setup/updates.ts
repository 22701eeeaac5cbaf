/** Where the packaged program looks for newer versions, in electron-builder's words. */
export type UpdateSource =
  | { readonly provider: 'generic'; readonly url: string }
  | { readonly provider: 'github'; readonly owner: string; readonly repo: string }

/**
 * HOMEPORT_UPDATE_URL (a folder on any https server), else the releases of GITHUB_REPOSITORY (`owner/name`, which
 * GitHub's runners set: a fork updates from itself); null: the program never looks for updates.
 * @throws Error naming the variable that is not usable.
 */
export function updateSource(env: Readonly<Record<string, string | undefined>>): UpdateSource | null {
  const url = env['HOMEPORT_UPDATE_URL'] ?? ''
  if (url !== '') {
    if (URL.parse(url)?.protocol !== 'https:') {
      throw new Error('HOMEPORT_UPDATE_URL is not an https address.')
    }
    return { provider: 'generic', url }
  }
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  if (repository === '') {
    return null
  }
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? []
  if (owner === undefined || repo === undefined) {
    throw new Error('GITHUB_REPOSITORY is not of the form owner/name.')
  }
  return { provider: 'github', owner, repo }
}
