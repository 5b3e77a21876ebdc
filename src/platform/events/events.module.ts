import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Events } from './events.js';
import { MarkedMethods } from './marked-methods.js';

/** In-process events inside the unit of work. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [Events, MarkedMethods], exports: [Events] })
export class EventsModule {}
