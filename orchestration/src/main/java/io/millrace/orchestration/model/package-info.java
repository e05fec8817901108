/** The models for those who have no shell: asked for and switched by the program behind {@code millrace models}. */
package io.millrace.orchestration.model;
