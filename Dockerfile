# A small image that lints what is mounted at /work: docker run --rm --read-only -v "$PWD:/work:ro" ipsec-lint check .
FROM node:22-alpine AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
# What the image holds is what the npm package holds.
RUN npm run build && npm pack --ignore-scripts --silent && tar -xzf ipsec-lint-*.tgz

FROM node:22-alpine
COPY --from=build /build/package /app
RUN ln -s /app/bin/run.js /usr/local/bin/ipsec-lint && chmod 755 /app/bin/run.js && \
    rm -rf /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/corepack /usr/local/bin/npm /usr/local/bin/npx /opt/yarn*
USER node
WORKDIR /work
ENTRYPOINT ["ipsec-lint"]
