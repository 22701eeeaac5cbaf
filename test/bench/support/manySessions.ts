import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Account, Client, signIn, storeToken } from './client.ts'
import { type Product, root, startProduct, temporaryDataDir } from './product.ts'

/** The built product with the tiny fake Claude Code behind it, signed in. */
export interface FakedProduct {
  readonly product: Product
  readonly account: Account
  readonly client: Client
  readonly dataDir: string
  /** A folder for a session to work in. */
  readonly project: string
  /** Stops the product and starts it again on the same data. */
  readonly restart: (whileStopped: () => void) => Promise<FakedProduct>
  readonly close: () => Promise<void>
}

const FAKE_CLAUDE = path.join(root, 'test/fakes/fakeClaude.mjs')

/** Starts the product for runs with many sessions, whose Claude Code must cost nothing itself. */
export async function startWithFakeClaude(apiUrl: string, env: NodeJS.ProcessEnv = {}): Promise<FakedProduct> {
  const folder = temporaryDataDir()
  const project = path.join(folder.path, 'project')
  mkdirSync(project)
  try {
    return await open({ apiUrl, env, project, dataDir: path.join(folder.path, 'data'), remove: folder.remove })
  } catch (error) {
    folder.remove()
    throw error
  }
}

interface Place {
  readonly apiUrl: string
  readonly env: NodeJS.ProcessEnv
  readonly project: string
  readonly dataDir: string
  readonly remove: () => void
}

async function open(place: Place): Promise<FakedProduct> {
  const { apiUrl, project, dataDir } = place
  const env = { ...place.env, HOMEPORT_ANTHROPIC_BASE_URL: apiUrl, HOMEPORT_CLAUDE_PATH: FAKE_CLAUDE }
  const product = await startProduct({ dataDir, env })
  const account = await signIn(product.info)
  await storeToken(account)
  const client = await Client.open(account)
  return {
    product,
    account,
    client,
    dataDir,
    project,
    restart: async (whileStopped) => {
      client.close()
      await product.stop()
      whileStopped()
      return open(place)
    },
    close: async () => {
      client.close()
      await product.stop()
      place.remove()
    },
  }
}
