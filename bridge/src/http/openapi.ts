import { z } from 'zod'
import { ErrorAnswer, ROUTES, type Route, statusOf } from '../contract.ts'

/** The contract as OpenAPI 3.1: made from what validates, so it cannot say anything else. */
export function openApi(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [operationId, route] of Object.entries(ROUTES) as [string, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(operationId, route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Registre des cercles de soins',
      version: '1',
      description: 'Le registre que suit le serveur de messagerie. Les erreurs ont toutes la même forme.',
    },
    servers: [{ url: `${publicUrl.replace(/\/$/, '')}/api/v1` }],
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: schemaOf(ErrorAnswer, 'output') },
    },
    paths,
  }
}

function operation(operationId: string, route: Route): object {
  const error = { description: 'refus', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
  return {
    operationId,
    summary: route.summary,
    ...(route.open === true ? { security: [] } : {}),
    description: route.scope === 'any' ? undefined : `Droit nécessaire : ${route.scope}`,
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query'), ...headers(route)],
    ...(route.takes === undefined ? {} : { requestBody: { required: true, content: { [route.takes]: {} } } }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }),
    responses: {
      [statusOf(route)]:
        route.file !== undefined
          ? { description: 'fichier', content: Object.fromEntries(route.file.map((type) => [type, {}])) }
          : route.answer === undefined
            ? { description: 'fait' }
            : { description: 'réponse', content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } },
      '4XX': error,
      '5XX': error,
    },
  }
}

function parameters(shape: z.ZodObject, where: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    description: schema.description,
    schema,
  }))
}

const headers = (route: Route): object[] =>
  route.method === 'get'
    ? []
    : [
        {
          name: 'If-Match',
          in: 'header',
          required: false,
          description: 'ETag lu auparavant : refusé (412) si l’objet a changé depuis',
          schema: { type: 'string' },
        },
        {
          name: 'Priority',
          in: 'header',
          required: false,
          description: 'RFC 9218 : u=0 (le plus pressé) à u=7',
          schema: { type: 'string' },
        },
      ]

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _schema, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' })
  return schema
}
