import type { ServerResponse } from 'node:http'

interface Pull {
  readonly number: number
  readonly title: string
  readonly html_url: string
  readonly draft: boolean
  readonly base: { readonly ref: string }
  readonly head: { readonly sha: string; readonly ref: string }
  state: 'open' | 'closed'
  merged_at: string | null
}

/** The half of the stand-in that has repositories: `me/api`, its pull requests and what checks say of a commit. */
export class GithubRepositories {
  readonly pulls: Pull[] = []
  /** As whom each was made. */
  readonly authors: string[] = []
  checks: readonly object[] = []
  statuses: readonly object[] = []
  /** What it answers to a new one; null: it is made. */
  refusal: { readonly status: number; readonly body: object } | null = null

  /** What it answers to whatever is asked below such a path, as `/check-runs`. */
  trouble: { readonly at: string; readonly status: number; readonly headers?: Record<string, string> } | null = null

  /** False: it is none of its addresses. */
  serve(
    asked: { readonly method: string; readonly path: string; readonly login: string; readonly body: string },
    response: ServerResponse,
  ): boolean {
    const [, rest] = /^\/api\/repos\/me\/api(\/.*)?$/.exec(asked.path) ?? []
    if (!asked.path.startsWith('/api/repos/me/api')) {
      return false
    }
    if (this.trouble !== null && (rest ?? '').includes(this.trouble.at)) {
      response.writeHead(this.trouble.status, this.trouble.headers).end('{"message":"Of this, nothing."}')
    } else if (rest === undefined) {
      send(response, { default_branch: 'trunk' })
    } else if (rest === '/pulls' && asked.method === 'POST') {
      this.#create(asked, response)
    } else if (rest === '/pulls') {
      send(response, this.pulls.toReversed())
    } else if (rest.endsWith('/check-runs')) {
      send(response, { total_count: this.checks.length, check_runs: this.checks })
    } else {
      send(response, { state: 'pending', statuses: this.statuses })
    }
    return true
  }

  #create({ login, body }: { readonly login: string; readonly body: string }, response: ServerResponse): void {
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
