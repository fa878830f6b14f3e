# A small image that lints what is mounted at /work: docker run --rm --read-only -v "$PWD:/work:ro" ipsec-lint check .
FROM node:22-alpine AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:22-alpine
COPY --from=build /build/package.json /app/package.json
COPY --from=build /build/bin /app/bin
COPY --from=build /build/dist /app/dist
COPY --from=build /build/schemas /app/schemas
RUN ln -s /app/bin/run.js /usr/local/bin/ipsec-lint && rm -rf /usr/local/lib/node_modules/npm /usr/local/bin/npm /usr/local/bin/npx
USER node
WORKDIR /work
ENTRYPOINT ["ipsec-lint"]
