/** Where a package says that it comes from, in electron-builder's words. */
export interface Origin {
  readonly homepage: string
  readonly repository: string
}

/**
 * The repository whose workflow builds (GITHUB_REPOSITORY, `owner/name`); null: what `package.json` says.
 * A package is never asked to guess from a `.git` folder: a zip of the sources has none.
 */
export function originOf(env: Readonly<Record<string, string | undefined>>): Origin | null {
  const [, name] = /^([\w.-]+\/[\w.-]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? []
  const homepage = `https://github.com/${name}`
  return name === undefined ? null : { homepage, repository: `${homepage}.git` }
}
