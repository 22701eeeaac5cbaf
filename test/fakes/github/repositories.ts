import type { ServerResponse } from 'node:http'

interface Pull {
  readonly number: number
  readonly title: string
  readonly html_url: string
  readonly draft: boolean
  readonly base: { readonly ref: string }
  readonly head: { readonly sha: string; readonly ref: string }
  readonly in: string
  state: 'open' | 'closed'
  merged_at: string | null
}

/** The half of the stand-in that has repositories: `me/api` and what it may be a fork of, its pull requests and what checks say of a commit. */
export class GithubRepositories {
  readonly pulls: Pull[] = []
  /** As whom each was made. */
  readonly authors: string[] = []
  /** What `me/api` is a fork of, the nearest first, as `owner/name`. */
  origins: readonly string[] = []
  checks: readonly object[] = []
  statuses: readonly object[] = []
  /** Deploy keys, as GitHub keeps them: without their comments. */
  keys: { readonly id: number; readonly title: string; readonly key: string; readonly read_only: boolean }[] = []
  #lastKey = 0
  /** What it answers to a new one; null: it is made. */
  refusal: { readonly status: number; readonly body: object } | null = null

  /** What it answers to whatever is asked below such a path, as `/check-runs`. */
  trouble: { readonly at: string; readonly status: number; readonly headers?: Record<string, string> } | null = null

  /** False: it is none of its addresses. */
  serve(
    asked: { readonly method: string; readonly path: string; readonly login: string; readonly body: string },
    response: ServerResponse,
  ): boolean {
    const [, repository = '', rest] = /^\/api\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(asked.path) ?? []
    if (!['me/api', ...this.origins].includes(repository)) {
      return false
    }
    if (this.trouble !== null && (rest ?? '').includes(this.trouble.at)) {
      response.writeHead(this.trouble.status, this.trouble.headers).end('{"message":"Of this, nothing."}')
    } else {
      this.#serveOne({ ...asked, repository, rest }, response)
    }
    return true
  }

  #serveOne(
    asked: {
      readonly method: string
      readonly login: string
      readonly body: string
      readonly repository: string
      readonly rest: string | undefined
    },
    response: ServerResponse,
  ): void {
    const { repository, rest } = asked
    if (rest === undefined) {
      send(response, this.#repository(repository))
    } else if (rest.startsWith('/keys')) {
      this.#serveKeys({ ...asked, rest }, response)
    } else if (rest === '/pulls' && asked.method === 'POST') {
      this.#create(asked, response)
    } else if (rest === '/pulls') {
      send(response, this.pulls.filter((pull) => pull.in === repository).toReversed())
    } else if (rest.endsWith('/check-runs')) {
      send(response, { total_count: this.checks.length, check_runs: this.checks })
    } else {
      send(response, { state: 'pending', statuses: this.statuses })
    }
  }

  #serveKeys(
    asked: { readonly method: string; readonly rest: string; readonly body: string },
    response: ServerResponse,
  ) {
    const id = Number(/^\/keys\/(\d+)$/.exec(asked.rest)?.[1])
    if (asked.method === 'GET') {
      send(response, this.keys)
    } else if (asked.method === 'DELETE') {
      const isThere = this.keys.some((key) => key.id === id)
      this.keys = this.keys.filter((key) => key.id !== id)
      response.writeHead(isThere ? 204 : 404).end()
    } else if (this.refusal !== null) {
      send(response, this.refusal.body, this.refusal.status)
    } else {
      const { title, key, read_only } = JSON.parse(asked.body) as { title: string; key: string; read_only: boolean }
      const kept = { id: (this.#lastKey += 1), title, key: key.split(' ').slice(0, 2).join(' '), read_only }
      this.keys.push(kept)
      send(response, kept, 201)
    }
  }

  #repository(repository: string): object {
    const [parent, source = parent] = this.origins.map((one) => {
      const [login, name] = one.split('/')
      return { name, owner: { login } }
    })
    const isFork = repository === 'me/api' && parent !== undefined
    return { default_branch: 'trunk', fork: isFork, ...(isFork ? { parent, source } : {}) }
  }

  #create(
    { login, body, repository }: { readonly login: string; readonly body: string; readonly repository: string },
    response: ServerResponse,
  ): void {
    if (this.refusal !== null) {
      send(response, this.refusal.body, this.refusal.status)
      return
    }
    const asked = JSON.parse(body) as { title: string; head: string; base: string; draft: boolean }
    const pull: Pull = {
      number: this.pulls.length + 1,
      title: asked.title,
      // Nobody believes it.
      html_url: 'https://evil.example/',
      draft: asked.draft,
      base: { ref: asked.base },
      head: { sha: 'a'.repeat(40), ref: asked.head },
      in: repository,
      state: 'open',
      merged_at: null,
    }
    this.pulls.push(pull)
    this.authors.push(login)
    send(response, pull, 201)
  }
}

function send(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
