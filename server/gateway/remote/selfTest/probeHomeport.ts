import { request } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { failureText } from '#server/platform/failure.ts'
import type { Proof } from './proofs.ts'
import { type Outcome, failed, passed, timeLimits } from './step.ts'

/** Where the answer to a proof is found; after it comes the question. */
export const PROOF_PATH = '/live/'

/** The answer is some sixty bytes. */
const MAX_ANSWER_BYTES = 4096

interface Answer {
  readonly status: number
  readonly body: string
}

/** Whether it is this very process that answers. Ends the socket. `host`: as a browser would say it, with the port. */
export async function probeHomeport(socket: TLSSocket, host: string, proof: Proof): Promise<Outcome<null>> {
  try {
    const answer = await ask(socket, { host, path: `${PROOF_PATH}${proof.question}` })
    return judge(answer, proof)
  } catch (error) {
    return failed(`It does not answer a request (${failureText(error)}).`, 'Another program may listen at this port.')
  } finally {
    socket.destroy()
  }
}

function judge({ status, body }: Answer, proof: Proof): Outcome<null> {
  if (status === 200 && body.includes(proof.answer)) {
    return passed('This Homeport answers.', null)
  }
  if (status === 429) {
    return failed('It takes no more requests from this machine for a while.', 'Wait a minute, then test again.')
  }
  if (status === 403 && body.includes('AUTH_006')) {
    return failed(
      'A Homeport answers, but it does not know this name as its own.',
      'Add the name, or look at what the proxy between sends as Host.',
    )
  }
  return failed(
    `Something else answers there (status ${status}): it is not this Homeport.`,
    'The port leads to another program or machine: look at the router’s forwarding, or choose another port.',
  )
}

async function ask(socket: TLSSocket, { host, path }: { host: string; path: string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ createConnection: () => socket, path, headers: { host, accept: 'application/json' } })
    sent.setTimeout(timeLimits.homeport, () => sent.destroy(new Error('it takes too long')))
    sent.once('error', reject)
    sent.once('response', (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
        if (body.length > MAX_ANSWER_BYTES) {
          sent.destroy(new Error('its answer is too long'))
        }
      })
      response.once('error', reject)
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.end()
  })
}
