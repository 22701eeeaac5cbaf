import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { readAnswer } from '../../auth/github/githubHttp.ts'
import {
  type GithubRepository,
  deleteOf,
  getOf,
  isRefusal,
  madeIn,
  postTo,
  refused,
  understood,
} from '../githubCalls.ts'

const Key = z.object({ id: z.number().int().positive(), key: z.string() })

interface NewKey {
  readonly title: string
  readonly public_key: string
  readonly may_push: boolean
}

/** Returns GitHub's id of it. @throws HomeportError SESSION_003 where GitHub refuses; otherwise as it answers, and it may be there. */
export async function addDeployKey(of: GithubRepository, { title, public_key, may_push }: NewKey): Promise<number> {
  const answer = await postTo(of, 'keys', { title, key: public_key, read_only: !may_push })
  return understood(Key, madeIn(answer, 'GitHub takes no deploy key')).id
}

interface OldKey {
  readonly public_key: string
  /** null: it is looked for. */
  readonly key_id: number | null
}

/** It is not there afterwards. @throws HomeportError SESSION_003 where GitHub refuses; otherwise as it answers. */
export async function removeDeployKey(of: GithubRepository, { public_key, key_id }: OldKey): Promise<void> {
  const id = key_id ?? (await findKey(of, public_key))
  if (id === null) {
    return
  }
  const answer = await deleteOf(of, `keys/${id}`)
  if (answer.status === 404) {
    // Whoever administers the repository no more is told the same as where the key is gone: then they see none of its keys either.
    if ((await findKey(of, public_key)) !== null) {
      throw refused(answer, 'GitHub does not remove the deploy key')
    }
  } else if (isRefusal(answer)) {
    throw refused(answer, 'GitHub does not remove the deploy key')
  } else if (answer.status !== 204) {
    readAnswer(answer)
    throw new HomeportError('AUTH_007', `GitHub answers with status ${answer.status} where a deploy key is removed.`)
  }
}

const PAGE = 100
const MOST_PAGES = 10

/** GitHub keeps the text without its comment. */
async function findKey(of: GithubRepository, public_key: string): Promise<number | null> {
  const wanted = withoutComment(public_key)
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const keys = understood(z.array(Key), await getOf(of, `keys?per_page=${PAGE}&page=${page}`))
    const found = keys.find(({ key }) => withoutComment(key) === wanted)
    if (found !== undefined || keys.length < PAGE) {
      return found?.id ?? null
    }
  }
  return null
}

function withoutComment(key: string): string {
  return key.trim().split(' ').slice(0, 2).join(' ')
}
