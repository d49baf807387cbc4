import { isObject } from '../../core/json.ts'
import type { World } from '../../flows/world.ts'
import { findProfileReader, searchDirectory } from '../../flows/search-directory.ts'
import { answerJson, refuse, refuseWith } from './homeserver-door.ts'
import type { OwnAnswer } from './own-answers.ts'
import { readJson } from './read-json.ts'

/** The directory of people: the registry's active professionals and nobody else. Synapse is asked for their pictures. */
export const searchPeople =
  (world: World, homeserverUrl: string): OwnAnswer =>
  async ({ user, request, response }) => {
    const body = await readJson(request)
    const term = isObject(body) ? body['search_term'] : undefined
    const limit = isObject(body) ? (body['limit'] ?? 10) : undefined
    if (typeof term !== 'string' || typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)
      return refuse(response, 400, 'M_BAD_JSON', 'La demande ne correspond pas à ce qui est attendu.')
    const [found, pictures] = await Promise.all([
      searchDirectory(world, user, { term, limit: Math.min(limit, 50) }),
      picturesOf(homeserverUrl, request.headers.authorization, { search_term: term, limit: 50 }),
    ])
    if ('refused' in found) return refuseWith(response, found.refused)
    const results = found.people.map(({ userId, displayName }) => ({
      user_id: userId,
      display_name: displayName,
      avatar_url: pictures.get(userId) ?? null,
    }))
    answerJson(response, { results, limited: found.limited })
  }

/** Pictures are not in the registry. Without them people are found all the same. */
async function picturesOf(homeserverUrl: string, authorization: string | undefined, asked: object): Promise<Map<string, string>> {
  if (authorization === undefined) return new Map()
  const answer = await fetch(`${homeserverUrl}/_matrix/client/v3/user_directory/search`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    signal: AbortSignal.timeout(2_000),
  })
    .then((response): Promise<unknown> => response.json())
    .catch(() => undefined)
  const results = isObject(answer) && Array.isArray(answer['results']) ? answer['results'].filter(isObject) : []
  return new Map(
    results.flatMap(({ user_id: user, avatar_url: picture }): [string, string][] =>
      typeof user === 'string' && typeof picture === 'string' ? [[user, picture]] : [],
    ),
  )
}

/** A profile is shown for active professionals, and for the service whose name stands in every room; others have none. */
export const profile =
  (world: World): OwnAnswer =>
  async ({ user, found, response }) => {
    const answer = await findProfileReader(world, user, found.user ?? '')
    if (answer === 'shown') return 'pass'
    return answer === 'unknown' ? refuse(response, 404, 'M_NOT_FOUND', 'Aucun profil à ce nom.') : refuseWith(response, answer.refused)
  }
