import type { RunTool, ToolAnswer } from '#server/service/systemTool.ts'

/** Answers for the system's programs, and notes what was asked of them. */
export class FakeSystemTools {
  /** Every command line, in order. */
  readonly asked: string[] = []
  readonly #answers: readonly (readonly [RegExp, ToolAnswer])[]

  /** The first pattern that fits a command line answers it; without one it does what it is told, and says nothing. */
  constructor(answers: readonly (readonly [RegExp, ToolAnswer])[] = []) {
    this.#answers = answers
  }

  readonly run: RunTool = (program, args) => {
    const line = [program, ...args].join(' ')
    this.asked.push(line)
    const answer = this.#answers.find(([pattern]) => pattern.test(line))?.[1]
    return Promise.resolve(answer ?? { kind: 'ended', ok: true, output: '' })
  }
}

export const missing: ToolAnswer = { kind: 'missing' }
export const fails = (output: string): ToolAnswer => ({ kind: 'ended', ok: false, output })
