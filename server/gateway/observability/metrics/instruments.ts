import type { Family, Sample } from './prometheus.ts'

type Labels = Readonly<Record<string, string>>

/** Only ever grows; starts at zero with the process. */
export class Counter {
  readonly #about: { readonly name: string; readonly help: string }
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>()

  constructor(name: string, help: string) {
    this.#about = { name, help }
  }

  add(labels: Labels = {}, by = 1): void {
    const key = JSON.stringify(labels)
    const found = this.#values.get(key)
    if (found === undefined) {
      this.#values.set(key, { labels, value: by })
    } else {
      found.value += by
    }
  }

  family(): Family {
    return { ...this.#about, type: 'counter', samples: [...this.#values.values()] }
  }
}

interface Distribution {
  readonly labels: Labels
  readonly counts: number[]
  sum: number
  count: number
}

/** How values are spread over `bounds` (upper ends, ascending). */
export class Histogram {
  readonly #about: { readonly name: string; readonly help: string }
  readonly #bounds: readonly number[]
  readonly #values = new Map<string, Distribution>()

  constructor(about: { readonly name: string; readonly help: string }, bounds: readonly number[]) {
    this.#about = about
    this.#bounds = bounds
  }

  observe(labels: Labels, value: number): void {
    const key = JSON.stringify(labels)
    const known = this.#values.get(key) ?? { labels, counts: this.#bounds.map(() => 0), sum: 0, count: 0 }
    this.#values.set(key, known)
    known.sum += value
    known.count += 1
    const bucket = this.#bounds.findIndex((bound) => value <= bound)
    if (bucket >= 0) {
      known.counts[bucket] = (known.counts[bucket] ?? 0) + 1
    }
  }

  family(): Family {
    return {
      ...this.#about,
      type: 'histogram',
      samples: [...this.#values.values()].flatMap((one) => this.#samples(one)),
    }
  }

  #samples({ labels, counts, sum, count }: Distribution): Sample[] {
    let below = 0
    const buckets = this.#bounds.map((bound, index) => {
      below += counts[index] ?? 0
      return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
    })
    return [
      ...buckets,
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
      { suffix: '_sum', labels, value: sum },
      { suffix: '_count', labels, value: count },
    ]
  }
}

/** What is so at this moment. */
export function gauge(name: string, help: string, samples: number | readonly Sample[]): Family {
  return { name, help, type: 'gauge', samples: typeof samples === 'number' ? [{ value: samples }] : samples }
}
