import { z } from 'zod'
import { CircleId, ServiceId, StructureId } from '../core/ids.ts'
import { get, page, paging, put, remove } from './route.ts'
import { Password, line } from './words.ts'

export const ServiceBody = z.strictObject({
  name: line(60).meta({ description: 'of the system, as people see it in the room: "Name (service)"' }),
  contact: line(200).optional().meta({ description: 'whom to ask about it' }),
  status: z.enum(['active', 'ended']).default('active').meta({ description: 'ended: sessions ended, out of every room' }),
})
export const Service = z.strictObject({
  id: ServiceId,
  ...ServiceBody.shape,
  userId: z.string(),
  circles: z.array(z.string()).meta({ description: 'in whose journals it may post' }),
  structures: z.array(z.string()).meta({ description: 'in whose liaison books it may post' }),
  version: z.int(),
})
export type Service = z.infer<typeof Service>

const service = z.strictObject({ id: ServiceId })
const inCircle = z.strictObject({ id: ServiceId, circleId: CircleId })
const inStructure = z.strictObject({ id: ServiceId, structureId: StructureId })
export const SERVICE_ROUTES = {
  listServices: get('/services', 'people:read', 'Accounts of other systems, by their identifier', {
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit }),
    answer: page(Service),
  }),
  getService: get('/services/:id', 'people:read', 'The account of another system', { params: service, answer: Service }),
  putService: put(
    '/services/:id',
    'people:write',
    'Creates or replaces the account of another system, which posts notices and reads nothing',
    {
      params: service,
      body: ServiceBody,
      answer: Service,
    },
  ),
  deleteService: remove('/services/:id', 'people:write', 'Ends the account: sessions ended, no room any more; what it posted stays', {
    params: service,
  }),
  putServicePassword: put('/services/:id/password', 'accounts:write', 'Sets the password of its Matrix account; ends its sessions', {
    params: service,
    body: z.strictObject({ password: Password }),
  }),
  putServiceCircle: put('/services/:id/rooms/circles/:circleId', 'people:write', 'Lets it post in the journal of a circle', {
    params: inCircle,
    answer: Service,
  }),
  deleteServiceCircle: remove('/services/:id/rooms/circles/:circleId', 'people:write', 'Takes it out of that journal', {
    params: inCircle,
  }),
  putServiceStructure: put('/services/:id/rooms/structures/:structureId', 'people:write', 'Lets it post in the liaison book of a DAC', {
    params: inStructure,
    answer: Service,
  }),
  deleteServiceStructure: remove('/services/:id/rooms/structures/:structureId', 'people:write', 'Takes it out of that liaison book', {
    params: inStructure,
  }),
} as const
