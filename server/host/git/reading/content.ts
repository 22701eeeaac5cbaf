import { HomeportError } from '#shared/errors.ts'
import type { Git } from '../running/git.ts'
import { bytesOf, commitOf, mergeBase, parentOf } from './diff.ts'
import { repositoryOf } from './repository.ts'

const MAX_CONTENT = 8 * 1024 * 1024

export interface ContentAsked {
  readonly path: string
  readonly side: 'head' | 'index' | 'revision' | 'parent' | 'base'
  readonly revision?: string | undefined
}

/** A file as Git keeps it; nothing converts it. @throws HomeportError FILE_006 where it has none, FILE_001 where it is too large. */
export async function gitContent(git: Git, asked: ContentAsked): Promise<Buffer> {
  const { prefix } = await repositoryOf(git)
  const whole = Buffer.concat([Buffer.from(prefix, 'utf8'), bytesOf(asked.path)])
  const tree = await treeOf(git, asked)
  // By the input, which takes any byte; a name with a line end in it would be two questions.
  const input = Buffer.concat([Buffer.from(`${tree}:`), whole, Buffer.from('\n')])
  const said = whole.includes(0x0a) ? null : await git.read(['cat-file', '--batch-check'], { input })
  const [, id, kind, size] = /^([0-9a-f]+) (\w+) (\d+)\n$/.exec(said?.toString('latin1') ?? '') ?? []
  if (id === undefined || kind !== 'blob') {
    throw new HomeportError('FILE_006', 'Git has no such file there.', { details: { path: asked.path } })
  }
  if (Number(size) > MAX_CONTENT) {
    throw new HomeportError('FILE_001', 'This file is larger than 8 MiB. Download it to look at it.')
  }
  return git.read(['cat-file', 'blob', id], { max_bytes: MAX_CONTENT + 1 })
}

/** What its name is looked for in; empty: the index. */
async function treeOf(git: Git, { side, revision }: ContentAsked): Promise<string> {
  switch (side) {
    case 'index':
      return ''
    case 'head':
      return commitOf(git, 'HEAD')
    case 'revision':
      return commitOf(git, revision ?? 'HEAD')
    case 'parent':
      return parentOf(git, await commitOf(git, revision ?? 'HEAD'))
    case 'base':
      return mergeBase(git, revision)
  }
}
