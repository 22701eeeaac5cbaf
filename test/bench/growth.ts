import { MAX_RATIO, worstGrowth } from '#test/attack/growth/growth.ts'
import { parsers } from '#test/attack/growth/parsers.ts'
import type { Bench } from './bench.ts'

/** How much longer every reader of outside input takes for a text of twice the length, at the worst of its families. */
export const benchGrowth: Bench = async ({ say }) =>
  parsers.map((parser) => {
    say(`growth: ${parser.name}`)
    const { family, length, ms, ratio } = worstGrowth(parser)
    return {
      what: `twice as long: ${parser.name}`,
      goal: MAX_RATIO,
      unit: '×',
      value: ratio ?? 1,
      samples: [ratio ?? 1],
      note: ratio === null ? 'less than 8 ms at its longest' : `${family}, ${length} characters: ${ms.toFixed(1)} ms`,
    }
  })
